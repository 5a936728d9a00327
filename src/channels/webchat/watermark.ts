import { z } from 'zod'

/** The sequence number of the last entry that a client has seen; without one it has seen nothing. */
export const Watermark = z
  .string()
  .regex(/^\d{0,9}$/)
  .default('')
  .transform(Number)
