import { disableWebhook } from '#webhooks/registry.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { webhookParams } from './webhook-shape.ts'

export const turnWebhookOff = defineRoute({
  id: 'disable-webhook',
  method: 'POST',
  path: '/webhooks/:id/disable',
  summary: 'Sends nothing to a webhook until it is enabled again; what happens meanwhile is not told later',
  params: webhookParams,
  policy: { roles: ['administrator'], scope: 'webhooks:write', limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx, now }) {
    const isDone = await disableWebhook(tx, { id, now })
    return isDone ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
