import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { type Person, personColumns, personJoin, type SealedPerson, withPerson } from '../person.ts'
import { dayOf } from './act-on.ts'
import type { Answer } from './replay.ts'
import { type Visit, visitColumns } from './visit.ts'

export type Scope = { locationId?: string | undefined; departmentIds?: readonly string[] | undefined }

/** `answer` is what the applicant says. */
export type OpenVisit = Visit & { answer: Answer | null; answeredAt: Date | null; person: Person | undefined }

/** How many visits of earlier days nobody has recorded. */
export async function countUnrecorded(tx: Tx, scope: Scope & { now: Date }): Promise<number> {
  const [row] = await tx.query<{ count: number }>({
    name: 'count-unrecorded',
    text: `SELECT count(*) AS count FROM appointment WHERE ${isUnrecorded}`,
    values: valuesOf(scope),
  })
  return row?.count ?? 0
}

/** These visits, the latest first, with what their applicants say. */
export async function unrecorded(
  tx: Tx,
  keys: Keys,
  scope: Scope & { now: Date; limit?: number },
): Promise<OpenVisit[]> {
  const rows = await tx.query<Omit<OpenVisit, 'person'> & SealedPerson>({
    name: 'unrecorded',
    text: `
      SELECT ${visitColumns('appointment')}, ${personColumns}, said.answer, said.at AS "answeredAt"
      FROM appointment ${personJoin}
      LEFT JOIN LATERAL (${lastAnswer}) AS said ON true
      WHERE ${isUnrecorded} ORDER BY starts_at DESC, appointment.id LIMIT $4`,
    values: [...valuesOf(scope), scope.limit ?? 200],
  })
  return rows.map((row) => withPerson(keys, row))
}

const isUnrecorded = `
  state = 'booked' AND attendance = 'unrecorded' AND starts_at < $1
    AND ($2::text IS NULL OR location_id = $2) AND ($3::text[] IS NULL OR department_id = ANY ($3))`

function valuesOf({ locationId, departmentIds, now }: Scope & { now: Date }) {
  return [dayOf(now).from, locationId ?? null, departmentIds ?? null]
}

/** SQL: what the applicant of the row `appointment` answered last. */
export const lastAnswer = `
  SELECT id, what AS answer, at FROM attendance_record
  WHERE appointment_id = appointment.id AND what IN ('says_seen', 'says_office_cancelled', 'says_could_not_come')
  ORDER BY id DESC LIMIT 1`
