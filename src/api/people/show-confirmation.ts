import { findPerson } from '#appointments/people/find-person.ts'
import { qrPath } from '#posters/qr-path.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit } from '../visits/act.ts'
import { Confirmation, confirmationOf } from './confirmation.ts'
import { peopleRoles } from './within-reach.ts'

export const showConfirmation = defineRoute({
  id: 'show-confirmation',
  method: 'GET',
  path: '/visits/:id/confirmation',
  summary: 'All that somebody takes home on paper, in their language with German beside it',
  params: actOnVisit.params,
  policy: { roles: peopleRoles, scope: 'people:read', limitedTo: actOnVisit.policy.limitedTo },
  answers: { 200: Confirmation },
  refusals: { 'not-found': 404, 'not-booked': 409 },
  isAudited: true,
  async run({ params: { id }, desk, url }) {
    const { person, appointments } = await findPerson(desk.database, desk.keys, { appointmentId: id })
    const visit = appointments.find((each) => each.id === id)
    if (visit === undefined) return refuse('not-found')
    if (visit.state !== 'booked') return refuse('not-booked')
    const qr = qrPath(visit.checkInCode)
    const body = { ...confirmationOf(desk, visit), name: person?.name ?? null, qr, chat: url.origin }
    return { status: 200, body, audit: { subject: id } }
  },
})
