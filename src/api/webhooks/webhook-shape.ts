import { z } from 'zod'
import type { Webhook } from '#webhooks/registry.ts'
import { WebhookEvent } from '#webhooks/event.ts'
import { Instant } from '../visits/visit-shape.ts'

export const webhookParams = z.object({ id: z.uuid() })

export const WebhookShape = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(WebhookEvent),
  createdAt: Instant,
  disabledAt: Instant.nullable(),
  disabledReason: z.enum(['by-hand', 'failing', 'gone']).nullable(),
  waiting: z.int(),
  failed: z.int(),
  lastDeliveredAt: Instant.nullable(),
})

/** As it goes over the wire. */
export function webhookOf({
  createdAt,
  disabledAt,
  lastDeliveredAt,
  ...webhook
}: Webhook): z.input<typeof WebhookShape> {
  return {
    ...webhook,
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
  }
}
