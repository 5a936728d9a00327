import { z } from 'zod'
import { findPerson } from '#appointments/people/find-person.ts'
import { historyOf } from '#appointments/people/history.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit } from '../visits/act.ts'
import { visitState } from '../visits/visit-shape.ts'
import { KnownVisit, PersonShape } from './person-shape.ts'
import { peopleRoles, reachOf } from './within-reach.ts'

export const showPerson = defineRoute({
  id: 'show-person',
  method: 'GET',
  path: '/people/:id',
  summary:
    'Whose appointment it is, and all others of the same person that one may see, with what happened and was told',
  params: actOnVisit.params,
  policy: { roles: peopleRoles, scope: 'people:read', limitedTo: actOnVisit.policy.limitedTo },
  answers: { 200: z.object({ person: PersonShape.nullable(), appointments: z.array(KnownVisit) }) },
  isAudited: true,
  async run({ params: { id }, principal, desk: { database, keys, office } }) {
    const places = reachOf(principal, office())
    const { person, appointments } = await findPerson(database, keys, { appointmentId: id, places })
    const { happened, told } = await historyOf(
      database,
      appointments.map((visit) => visit.id),
    )
    const known = appointments.map(({ canHear, notes, ...visit }) => ({
      ...visitState(visit),
      canHear,
      notes,
      happened: happened
        .filter(({ appointmentId }) => appointmentId === visit.id)
        .map(({ at, ...record }) => ({ ...record, at: at.toISOString() })),
      told: told
        .filter(({ appointmentId }) => appointmentId === visit.id)
        .map(({ kind, outcome, dueAt, toldAt, ways }) => ({
          kind,
          ways,
          outcome: outcome ?? ('waiting' as const),
          dueAt: dueAt.toISOString(),
          toldAt: toldAt?.toISOString() ?? null,
        })),
    }))
    return { status: 200, body: { person: person ?? null, appointments: known }, audit: { subject: id } }
  },
})
