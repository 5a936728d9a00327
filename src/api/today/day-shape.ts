import { z } from 'zod'
import { PersonShape } from '../people/person-shape.ts'
import { Instant, VisitState } from '../visits/visit-shape.ts'

/** Whose a visit is, as far as whoever asks may know. */
export const PersonOfVisit = PersonShape.nullable().describe(
  'Null for a key without the scope people:read, and once the person is forgotten',
)

/** A line of the day's list. `caller` is the name of the clerk who called. */
export const DayVisit = VisitState.extend({
  group: z.enum(['expected', 'arrived', 'called', 'with_clerk', 'done', 'no_show', 'unrecorded']),
  notes: z.int(),
  caller: z.string().nullable(),
  person: PersonOfVisit,
})
export type DayVisit = z.infer<typeof DayVisit>

/** `unrecorded`: visits of earlier days that nobody has settled. */
export const Day = z.object({ visits: z.array(DayVisit), unrecorded: z.int(), contradictions: z.int() })
export type Day = z.infer<typeof Day>

/** A visit of earlier days, with what its applicant says. */
export const OpenVisitShape = VisitState.extend({
  answer: z.enum(['says_seen', 'says_office_cancelled', 'says_could_not_come']).nullable(),
  answeredAt: Instant.nullable(),
  person: PersonOfVisit,
})

/** What changed since the last event; the first one has everything. */
export const DayChange = Day.extend({ isWhole: z.boolean(), gone: z.array(z.uuid()) })
export type DayChange = z.infer<typeof DayChange>
