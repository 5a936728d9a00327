import { z } from 'zod'

/** Whose day is shown: of a location, and of these departments alone if they are named, separated by commas. */
export const shownDay = {
  params: z.object({ locationId: z.string() }),
  query: z.object({
    departmentIds: z
      .string()
      .max(1000)
      .transform((list) => list.split(','))
      .optional(),
  }),
} as const

export const shownRefusals = { 'not-found': 404, forbidden: 403 } as const
