import { enableWebhook } from '#webhooks/registry.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { webhookParams } from './webhook-shape.ts'

export const turnWebhookOn = defineRoute({
  id: 'enable-webhook',
  method: 'POST',
  path: '/webhooks/:id/enable',
  summary: 'Goes on with a webhook, and with what still waits',
  params: webhookParams,
  policy: { roles: ['administrator'], scope: 'webhooks:write', limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx, now }) {
    const isDone = await enableWebhook(tx, { id, now })
    return isDone ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
