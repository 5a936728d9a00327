import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { personColumns, personJoin, type SealedPerson, withPerson } from '../person.ts'
import { lastAnswer, type OpenVisit, type Scope } from './unrecorded.ts'
import { visitColumns } from './visit.ts'

/** SQL: whether what the applicant of the row `appointment` said, `said`, is something else than a clerk recorded before. */
const contradicts = `
  appointment.source = 'clerk'
    AND CASE said.answer
      WHEN 'says_seen' THEN attendance = 'no_show'
      WHEN 'says_could_not_come' THEN attendance = 'attended'
      ELSE true
    END
    AND NOT EXISTS (
      SELECT FROM attendance_record AS later
      WHERE later.appointment_id = appointment.id AND later.id > said.id AND later.source = 'clerk'
    )`

/** SQL: whether a clerk still has to decide between the two. */
export const isContradicted = `EXISTS (SELECT FROM (${lastAnswer}) AS said WHERE ${contradicts})`

/** Visits of which the applicant says something else than a clerk recorded, until a clerk has recorded something after it. */
export async function contradictions(tx: Tx, keys: Keys, { locationId, departmentIds }: Scope): Promise<OpenVisit[]> {
  const rows = await tx.query<Omit<OpenVisit, 'person'> & SealedPerson>({
    name: 'contradictions',
    text: `
      SELECT ${visitColumns('appointment')}, ${personColumns}, said.answer, said.at AS "answeredAt"
      FROM (
        SELECT DISTINCT appointment_id FROM attendance_record
        WHERE what IN ('says_seen', 'says_office_cancelled', 'says_could_not_come')
      ) AS answered
      JOIN appointment ON appointment.id = answered.appointment_id ${personJoin}
      CROSS JOIN LATERAL (${lastAnswer}) AS said
      WHERE state = 'booked' AND ${contradicts}
        AND ($1::text IS NULL OR appointment.location_id = $1)
        AND ($2::text[] IS NULL OR appointment.department_id = ANY ($2))
      ORDER BY starts_at DESC, appointment.id`,
    values: [locationId ?? null, departmentIds ?? null],
  })
  return rows.map((row) => withPerson(keys, row))
}
