import { z } from 'zod'
import type { FreeTime } from '#appointments/find-free.ts'
import { Instant, VisitState } from '../visits/visit-shape.ts'

/** Who it is, with the name as they write it and in Latin letters. */
export const PersonShape = z.object({
  name: z.string(),
  germanName: z.string(),
  isApproximate: z.boolean(),
  dateOfBirth: z.string(),
})

/** What a visit has behind it. `canHear`: there is a chat that still lets us write. `by` is a clerk's name. */
export const KnownVisit = VisitState.extend({
  canHear: z.boolean(),
  notes: z.int(),
  happened: z.array(
    z.object({
      what: z.string(),
      source: z.enum(['check_in_code', 'clerk', 'applicant', 'legacy_timer_or_click']),
      by: z.string().nullable(),
      room: z.string().nullable(),
      at: Instant,
    }),
  ),
  told: z.array(
    z.object({
      kind: z.enum(['called', 'moved', 'cancelled', 'whether_seen', 'reminder']),
      outcome: z.enum(['waiting', 'told', 'nobody', 'unreachable', 'over', 'failed']),
      dueAt: Instant,
      toldAt: Instant.nullable(),
      ways: z.array(z.enum(['webchat', 'telegram', 'email', 'push'])),
    }),
  ),
})

/** `day` and `time` are local. `free`: how many visits can start then. */
export const FreeTimeShape = z.object({ startsAt: Instant, day: z.string(), time: z.string(), free: z.int() })
export type FreeTimeShape = z.infer<typeof FreeTimeShape>

export function freeTime({ startsAt, ...rest }: FreeTime): FreeTimeShape {
  return { ...rest, startsAt: startsAt.toISOString() }
}
