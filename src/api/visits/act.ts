import { z } from 'zod'
import { findVisit } from '#appointments/attendance/find-visit.ts'
import type { Visit } from '#appointments/attendance/visit.ts'
import type { Place } from '#staff/holds.ts'
import type { ApiKeyHolder, StaffMember } from '#staff/principal.ts'
import type { Input } from '../route.ts'
import { VisitState, visitState } from './visit-shape.ts'

/** What all routes share that do something to one visit: who may is judged by the visit's own department and location. */
export const actOnVisit = {
  method: 'POST',
  params: z.object({ id: z.uuid() }),
  policy: { roles: ['clerk', 'manager'], scope: 'visits:write', limitedTo: placeOfVisit },
  answers: { 200: z.object({ visit: VisitState }) },
} as const

export const visitRefusals = { 'not-found': 404, 'not-booked': 409 } as const

async function placeOfVisit({
  params: { id },
  desk,
}: Input<{ id: string }, unknown, unknown>): Promise<Place | undefined> {
  return findVisit(desk.database, { appointmentId: id })
}

/** How the visit stands now, and the audit line's subject. */
export function changed(visit: Visit) {
  return { status: 200 as const, body: { visit: visitState(visit) }, audit: { subject: visit.id } }
}

/** The clerk who acts; another system of the office has none. */
export function staffId(principal: StaffMember | ApiKeyHolder): string | null {
  return principal.kind === 'staff' ? principal.id : null
}
