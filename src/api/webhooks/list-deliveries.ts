import { z } from 'zod'
import { listDeliveries } from '#webhooks/deliveries.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Instant } from '../visits/visit-shape.ts'
import { webhookParams } from './webhook-shape.ts'

export const listWebhookDeliveries = defineRoute({
  id: 'list-deliveries',
  method: 'GET',
  path: '/webhooks/:id/deliveries',
  summary: 'What was sent to a webhook in the last 14 days and what came of it, the latest first; at most 200',
  params: webhookParams,
  policy: { roles: ['administrator'], scope: 'webhooks:read', limitedTo: () => ({}) },
  answers: {
    200: z.object({
      deliveries: z.array(
        z.object({
          id: z.uuid(),
          event: z.string(),
          code: z.string(),
          state: z.enum(['waiting', 'delivered', 'failed']),
          attempts: z.int(),
          answer: z.int().nullable(),
          fault: z.enum(['private-address', 'timeout', 'unknown-host', 'certificate', 'unreachable']).nullable(),
          createdAt: Instant,
          nextAt: Instant.nullable(),
          deliveredAt: Instant.nullable(),
        }),
      ),
    }),
  },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, desk }) {
    const found = await listDeliveries(desk.database, { webhookId: id, limit: 200 })
    if (found === undefined) return refuse('not-found')
    const deliveries = found.map(({ createdAt, nextAt, deliveredAt, ...delivery }) => ({
      ...delivery,
      createdAt: createdAt.toISOString(),
      nextAt: delivery.state === 'waiting' ? nextAt.toISOString() : null,
      deliveredAt: deliveredAt?.toISOString() ?? null,
    }))
    return { status: 200, body: { deliveries } }
  },
})
