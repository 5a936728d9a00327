import { z } from 'zod'
import { findVisit } from '#appointments/attendance/find-visit.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit } from '../visits/act.ts'
import { Instant } from '../visits/visit-shape.ts'
import { freeTime } from './person-shape.ts'
import { placeRefusals, serviceAt } from './wanted-place.ts'
import { isWithinReach, peopleRoles } from './within-reach.ts'

export const moveAppointment = defineRoute({
  id: 'move-appointment',
  method: 'POST',
  path: '/visits/:id/move',
  summary: 'Another time for the same visit, under the same code; `by` says whose wish it is',
  params: actOnVisit.params,
  body: z.strictObject({
    startsAt: Instant,
    locationId: z.string().optional(),
    by: z.enum(['office', 'applicant']),
  }),
  policy: { roles: peopleRoles, scope: 'people:write', limitedTo: actOnVisit.policy.limitedTo },
  answers: { 200: z.object({ visit: z.object({ id: z.uuid(), code: z.string(), startsAt: Instant }) }) },
  refusals: {
    'not-found': 404,
    forbidden: 403,
    ...placeRefusals,
    'not-movable': 409,
    'same-time': 409,
    taken: 409,
  },
  async run({ params: { id }, body, principal, desk: { office }, tx, now }) {
    const { locationId, by } = body
    const visit = await findVisit(tx, { appointmentId: id })
    if (visit === undefined) return refuse('not-found')
    const { departmentId, serviceId } = visit
    const place = { departmentId, serviceId, locationId: locationId ?? visit.locationId }
    const service = serviceAt(office(), place)
    if ('refused' in service) return service
    // The policy has judged where it is; where it is to go is judged here.
    if (!isWithinReach(principal, place)) return refuse('forbidden')
    const moving = { appointmentId: id, startsAt: new Date(body.startsAt), locationId, by, now }
    const done = await moveAtDesk(tx, moving)
    switch (done.outcome) {
      case 'not-found':
        return refuse('not-found')
      case 'over':
        return refuse('not-movable')
      case 'same':
        return refuse('same-time', { field: 'startsAt' })
      case 'taken':
        return refuse('taken', { field: 'startsAt', details: { alternatives: done.alternatives.map(freeTime) } })
      case 'moved': {
        const { id: movedId, code, startsAt } = done.appointment
        return {
          status: 200,
          body: { visit: { id: movedId, code, startsAt: startsAt.toISOString() } },
          audit: { subject: id, facts: { by, to: movedId } },
        }
      }
    }
  },
})
