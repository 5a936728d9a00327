import { z } from 'zod'
import { Instant, VisitState } from '../visits/visit-shape.ts'

/** Who comes, with the name as they write it and in Latin letters. */
export const PersonShape = z.object({
  name: z.string(),
  germanName: z.string(),
  isApproximate: z.boolean(),
  dateOfBirth: z.string(),
})

/** A line of the day's list. `caller` is the name of the clerk who called. `person` is null once forgotten. */
export const DayVisit = VisitState.extend({
  group: z.enum(['expected', 'arrived', 'called', 'with_clerk', 'done', 'no_show', 'unrecorded']),
  notes: z.int(),
  caller: z.string().nullable(),
  person: PersonShape.nullable(),
})
export type DayVisit = z.infer<typeof DayVisit>

/** `unrecorded`: visits of earlier days that nobody has settled. */
export const Day = z.object({ visits: z.array(DayVisit), unrecorded: z.int(), contradictions: z.int() })
export type Day = z.infer<typeof Day>

/** A visit of earlier days, with what its applicant says. */
export const OpenVisitShape = VisitState.extend({
  answer: z.enum(['says_seen', 'says_office_cancelled', 'says_could_not_come']).nullable(),
  answeredAt: Instant.nullable(),
  person: PersonShape.nullable(),
})

/** What changed since the last event; the first one has everything. */
export const DayChange = Day.extend({ isWhole: z.boolean(), gone: z.array(z.uuid()) })
export type DayChange = z.infer<typeof DayChange>
