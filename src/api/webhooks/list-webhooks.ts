import { z } from 'zod'
import { listWebhooks } from '#webhooks/registry.ts'
import { defineRoute } from '../route.ts'
import { webhookOf, WebhookShape } from './webhook-shape.ts'

export const listAllWebhooks = defineRoute({
  id: 'list-webhooks',
  method: 'GET',
  path: '/webhooks',
  summary: 'Which systems hear of what, and whether it arrives there',
  policy: { roles: ['administrator'], scope: 'webhooks:read', limitedTo: () => ({}) },
  answers: { 200: z.object({ webhooks: z.array(WebhookShape) }) },
  async run({ desk }) {
    return { status: 200, body: { webhooks: (await listWebhooks(desk.database)).map(webhookOf) } }
  },
})
