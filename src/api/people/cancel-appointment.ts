import { z } from 'zod'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { actOnVisit, staffId } from '../visits/act.ts'
import { peopleRoles } from './within-reach.ts'

export const cancelAppointment = defineRoute({
  id: 'cancel-appointment',
  method: 'POST',
  path: '/visits/:id/cancel',
  summary: 'Gives the time back; `by` says whose wish it is, which is counted apart. A reason is kept as a note',
  params: actOnVisit.params,
  body: z.strictObject({ by: z.enum(['office', 'applicant']), reason: z.string().trim().max(2000).optional() }),
  policy: { roles: peopleRoles, scope: 'people:write', limitedTo: actOnVisit.policy.limitedTo },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'not-cancellable': 409, 'already-over': 409 },
  async run({ params: { id }, body: { by, reason }, principal, desk: { keys }, tx, now }) {
    const wish = { appointmentId: id, by, reason: reason || undefined, staffId: staffId(principal), now }
    const { outcome } = await cancelAtDesk(tx, keys, wish)
    switch (outcome) {
      case 'not-found':
        return refuse('not-found')
      case 'over':
        return refuse('not-cancellable')
      case 'already':
        return refuse('already-over')
      case 'cancelled':
        return { status: 200, body: {}, audit: { subject: id, facts: { by } } }
    }
  },
})
