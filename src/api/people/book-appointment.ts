import { z } from 'zod'
import type { Appointment } from '#appointments/appointment.ts'
import { findVisit } from '#appointments/attendance/find-visit.ts'
import { bookAtDesk } from '#appointments/desk/book-at-desk.ts'
import { mostPeople } from '#conversation/steps/people.ts'
import { writeWhen } from '#conversation/when.ts'
import type { Tx } from '#database.ts'
import { audit } from '#staff/audit.ts'
import type { ApiKeyHolder, StaffMember } from '#staff/principal.ts'
import { Language } from '#texts.ts'
import type { Desk } from '../desk.ts'
import { nameOf } from '../devices/board-shape.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Instant, VisitState } from '../visits/visit-shape.ts'
import { freeTime } from './person-shape.ts'
import { applicantRefusals, readApplicant, TypedApplicant } from './read-applicant.ts'
import { isWithinReach, peopleRoles } from './within-reach.ts'
import { placeRefusals, serviceAt, WantedPlace } from './wanted-place.ts'

export const bookAppointment = defineRoute({
  id: 'book-appointment',
  method: 'POST',
  path: '/appointments',
  summary:
    'Books for somebody who stands at the desk or calls; `contactCode` names an appointment whose chat hears of it too',
  body: z.strictObject({
    ...WantedPlace.shape,
    ...TypedApplicant.shape,
    startsAt: Instant,
    people: z.int().min(1).max(mostPeople),
    language: Language,
    contactCode: z.string().trim().max(50).optional(),
  }),
  policy: { roles: peopleRoles, scope: 'people:write', limitedTo: ({ body }) => body },
  answers: { 200: z.object({ visit: VisitState.pick({ id: true, code: true, startsAt: true, endsAt: true }) }) },
  refusals: {
    ...placeRefusals,
    ...applicantRefusals,
    'unknown-contact': 422,
    taken: 409,
    'has-one': 409,
    'has-one-elsewhere': 409,
  },
  async run({ body, principal, desk, tx, now, language }) {
    const service = serviceAt(desk.office(), body)
    if ('refused' in service) return service
    if (service.retired) return refuse('switched-off', { field: 'serviceId' })
    const applicant = readApplicant(body, { language, now })
    if ('refused' in applicant) return applicant
    const contactCode = body.contactCode || undefined
    if (contactCode !== undefined && !(await isContact(tx, principal, contactCode)))
      return refuse('unknown-contact', { field: 'contactCode' })
    const { departmentId, serviceId, locationId, people } = body
    const place = { departmentId, serviceId, locationId, units: service.units, startsAt: new Date(body.startsAt) }
    const booking = { ...place, applicant, people, language: body.language, contactCode, now }
    const done = await bookAtDesk(tx, desk.keys, booking)
    switch (done.outcome) {
      case 'taken':
        return refuse('taken', { field: 'startsAt', details: { alternatives: done.alternatives.map(freeTime) } })
      case 'has-one': {
        const { id, code, startsAt } = done.appointment
        // Whoever names a person learns that they have an appointment: that is a reading, though nothing was booked.
        await audit(tx, { by: principal, deed: 'has-one', subject: id })
        if (!isWithinReach(principal, done.appointment)) return refuse('has-one-elsewhere', elsewhere(desk, done))
        const when = writeWhen(startsAt, language)
        return refuse('has-one', { facts: { when }, details: { id, code, startsAt: startsAt.toISOString() } })
      }
      case 'booked': {
        const { id, code, startsAt, endsAt } = done.appointment
        const visit = { id, code, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
        return { status: 200, body: { visit }, audit: { subject: id } }
      }
    }
  },
})

/** Whoever may not see the other appointment learns no more than where it is. */
function elsewhere(desk: Pick<Desk, 'office'>, { appointment }: { appointment: Appointment }) {
  return { facts: { place: nameOf(desk.office(), appointment.locationId).de } }
}

/** An appointment that the clerk may see, with a chat behind it. */
async function isContact(tx: Tx, principal: StaffMember | ApiKeyHolder, code: string): Promise<boolean> {
  const visit = await findVisit(tx, { code })
  return visit !== undefined && visit.conversationId !== null && isWithinReach(principal, visit)
}
