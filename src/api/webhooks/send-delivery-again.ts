import { z } from 'zod'
import { sendAgain } from '#webhooks/deliveries.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const sendDeliveryAgain = defineRoute({
  id: 'send-delivery-again',
  method: 'POST',
  path: '/webhooks/:id/deliveries/:deliveryId/again',
  summary: 'Sends what was sent before, with the same webhook-id',
  params: z.object({ id: z.uuid(), deliveryId: z.uuid() }),
  policy: { roles: ['administrator'], scope: 'webhooks:write', limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id: webhookId, deliveryId }, tx, now }) {
    const isWaiting = await sendAgain(tx, { webhookId, id: deliveryId, now })
    return isWaiting ? { status: 200, body: {}, audit: { subject: deliveryId } } : refuse('not-found')
  },
})
