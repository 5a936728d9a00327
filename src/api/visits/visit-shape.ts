import { z } from 'zod'
import type { Visit } from '#appointments/attendance/visit.ts'

export const Instant = z.iso.datetime()

/** What it says on a door. */
export const Room = z.string().trim().min(1).max(30)

/** How a visit stands, without whose it is. `calledBy` is a staff member's id; at `comingAt` the person said that they will come. */
export const VisitState = z.object({
  id: z.uuid(),
  code: z.string(),
  state: z.enum(['booked', 'cancelled_by_applicant', 'cancelled_by_office', 'moved']),
  departmentId: z.string(),
  serviceId: z.string(),
  locationId: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  people: z.int(),
  language: z.string(),
  presence: z.enum(['expected', 'arrived', 'called', 'with_clerk', 'done']),
  attendance: z.enum(['unrecorded', 'attended', 'no_show']),
  comingAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  calledAt: Instant.nullable(),
  calledBy: z.uuid().nullable(),
  room: z.string().nullable(),
})
export type VisitState = z.infer<typeof VisitState>

export function visitState(visit: Visit): VisitState {
  return VisitState.parse({
    ...visit,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    comingAt: visit.comingAt?.toISOString() ?? null,
    arrivedAt: visit.arrivedAt?.toISOString() ?? null,
    calledAt: visit.calledAt?.toISOString() ?? null,
  })
}
