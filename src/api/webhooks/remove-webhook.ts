import { removeWebhook } from '#webhooks/registry.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { webhookParams } from './webhook-shape.ts'

export const dropWebhook = defineRoute({
  id: 'remove-webhook',
  method: 'POST',
  path: '/webhooks/:id/remove',
  summary: 'Ends a webhook for good, with its deliveries',
  params: webhookParams,
  policy: { roles: ['administrator'], scope: 'webhooks:write', limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx }) {
    const isDone = await removeWebhook(tx, { id })
    return isDone ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
