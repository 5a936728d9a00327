import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { isUntouched } from '../access.ts'
import { type Appointment, appointmentColumns } from '../appointment.ts'
import { dayOf } from '../attendance/act-on.ts'
import { newCheckInCode } from '../code.ts'
import type { DeskMove } from './move-at-desk.ts'
import { wantedSlots } from './wanted-slots.ts'

/** SQL: $2 is the first instant of today. */
export const isMovable = `(state = 'booked' AND attendance = 'unrecorded' AND ${isUntouched} AND appointment.starts_at >= $2)`

/** What a move tells the applicant, and when; `closingId` is what it was a part of. */
export type Telling = { dueAt: Date; closingId?: string | undefined }

/** One statement, as `move`, but without a hold. Old and new slots are locked and changed together: one may be in both. */
export async function moveForOffice(
  tx: Tx,
  { appointmentId, startsAt, locationId, by, now }: DeskMove,
  { dueAt, closingId }: Telling = { dueAt: now },
): Promise<Appointment | undefined> {
  const [moved] = await tx.query<Appointment>({
    name: 'move-at-desk',
    text: `
      WITH RECURSIVE
        former AS MATERIALIZED (
          SELECT * FROM appointment WHERE id = $1 AND ${isMovable} FOR UPDATE
        ),
        place AS (SELECT department_id, coalesce($4, location_id) AS location_id, cardinality(slot_ids) AS units FROM former),
        ${wantedSlots({
          departmentId: '(SELECT department_id FROM place)',
          locationId: '(SELECT location_id FROM place)',
          startsAt: '$3',
          units: '(SELECT units FROM place)',
        })},
        locked AS MATERIALIZED (
          SELECT id, capacity, booked, held, state FROM slot
          WHERE id = ANY (ARRAY(SELECT id FROM wanted UNION ALL SELECT unnest(slot_ids) FROM former))
          ORDER BY id FOR UPDATE
        ),
        change AS MATERIALIZED (
          SELECT locked.*, (id = ANY (ARRAY(SELECT id FROM wanted)))::int AS more,
            (id = ANY (ARRAY(SELECT unnest(slot_ids) FROM former)))::int AS less
          FROM locked
        ),
        fitting AS MATERIALIZED (
          SELECT (SELECT array_agg(id ORDER BY unit) FROM wanted) AS slot_ids, (SELECT max(ends_at) FROM wanted) AS ends_at
          FROM change WHERE more = 1 AND state = 'open' AND booked + held - less < capacity
          HAVING count(*) = (SELECT units FROM place) AND (SELECT max(ends_at) FROM wanted) > $5
        ),
        ended AS (
          UPDATE appointment SET state = 'moved', ended_at = clock_timestamp()
          FROM former, fitting WHERE appointment.id = former.id
          RETURNING appointment.*
        ),
        booked AS (
          INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at,
            slot_ids, people, identity, applicant_id, conversation_id, channel, language, moves, office_moves,
            moved_from_id, booked_at)
          SELECT $6, ended.code, $7, ended.department_id, ended.service_id, place.location_id, $3, fitting.ends_at,
            fitting.slot_ids, people, identity, applicant_id, ended.conversation_id, channel, language, moves + 1,
            office_moves + $8::int, ended.id, clock_timestamp()
          FROM ended, place, fitting
          RETURNING *
        ),
        seats AS (
          UPDATE slot SET booked = change.booked + more - less, held = change.held, capacity = change.capacity
          FROM change, booked WHERE slot.id = change.id AND more <> less
        ),
        told AS (
          INSERT INTO notice (appointment_id, kind, due_at, closing_id)
          SELECT id, 'moved', $9, $10 FROM booked WHERE $8 = 1
        )
      SELECT ${appointmentColumns('booked')} FROM booked`,
    values: [
      appointmentId,
      dayOf(now).from,
      startsAt,
      locationId ?? null,
      now,
      randomUUID(),
      newCheckInCode(),
      by === 'office' ? 1 : 0,
      dueAt,
      closingId ?? null,
    ],
  })
  return moved
}
