import { z } from 'zod'

/** What other systems may hear of. */
export const WebhookEvent = z.enum([
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.attended',
])
export type WebhookEvent = z.infer<typeof WebhookEvent>
