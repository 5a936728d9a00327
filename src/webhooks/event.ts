import { z } from 'zod'

/** What other systems may hear of. `corrected`: the person did not come, or nobody knows, although it had been said that they came. */
export const WebhookEvent = z.enum([
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.attended',
  'appointment.corrected',
])
export type WebhookEvent = z.infer<typeof WebhookEvent>
