import { z } from 'zod'
import { findPeople } from '#appointments/people/find-people.ts'
import { readSearch } from '#appointments/people/read-search.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { VisitState, visitState } from '../visits/visit-shape.ts'
import { PersonShape } from './person-shape.ts'
import { peopleRoles, reachOf } from './within-reach.ts'

/** More than this nobody reads: then the search says too little. */
const most = 50

/** A POST, so that no name ever stands in an address, and with it in a log. Whom somebody looked for is in the audit log. */
export const searchPeople = defineRoute({
  id: 'search-people',
  method: 'POST',
  path: '/people/search',
  summary: 'People by the code of an appointment, their name in either script, or their date of birth; at most 50',
  body: z.strictObject({ text: z.string().trim().min(1).max(200) }),
  policy: { roles: peopleRoles, scope: 'people:read', limitedTo: 'anywhere' },
  answers: { 200: z.object({ people: z.array(z.object({ person: PersonShape, appointments: z.array(VisitState) })) }) },
  refusals: { 'nothing-to-search': 400 },
  async run({ body: { text }, principal, desk: { keys, office }, tx }) {
    const search = readSearch(text)
    const by = Object.keys(search)
    if (by.length === 0) return refuse('nothing-to-search', { field: 'text' })
    const found = await findPeople(tx, keys, { ...search, places: reachOf(principal, office()), limit: most })
    const people = found.map(({ person, appointments }) => ({ person, appointments: appointments.map(visitState) }))
    const seen = people.flatMap(({ appointments }) => appointments.slice(0, 1).map(({ id }) => id))
    return { status: 200, body: { people }, audit: { facts: { by, found: people.length, seen } } }
  },
})
