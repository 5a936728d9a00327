import type { Tx } from '#database.ts'
import { byClerk, type ByStaff, dayOf } from './act-on.ts'
import { type Former, settleFormer, type Unsettled } from './former.ts'
import { type Visit, visitColumns } from './visit.ts'

/** `departmentIds`: those the clerk works for; without them all. `former` says what became of whom the clerk called before. */
export type CallingNext = ByStaff & {
  locationId: string
  departmentIds?: readonly string[] | undefined
  room: string
  former?: Former | undefined
}

export type CalledNext =
  | { outcome: 'called'; appointment: Visit }
  | Unsettled
  /** Nobody is known to be there. `expected` are those whose time has come: one of them may be called by name. */
  | { outcome: 'nobody-waits'; expected: Visit[] }

/**
 * Calls whoever is there and whose turn it is: by the time of the appointment, who was put back by the time of that call, then
 * by arrival. Two clerks never call the same person.
 */
export async function callNext(tx: Tx, calling: CallingNext): Promise<CalledNext> {
  const unsettled = await settleFormer(tx, calling)
  if (unsettled) return unsettled
  // Whoever is skipped because another deed holds the row for a moment is waited for before the room stays empty.
  const called = (await take(tx, calling, 'SKIP LOCKED')) ?? (await take(tx, calling, ''))
  return called
    ? { outcome: 'called', appointment: called }
    : { outcome: 'nobody-waits', expected: await findExpected(tx, calling) }
}

type Waiting = 'SKIP LOCKED' | ''

async function take(tx: Tx, calling: CallingNext, waiting: Waiting): Promise<Visit | undefined> {
  const { locationId, departmentIds, former, now } = calling
  const { from, before } = dayOf(now)
  const { staffId, room, at } = byClerk('called', calling)
  const [called] = await tx.query<Visit>({
    name: `call-next ${waiting}`,
    text: `
      WITH
        next AS MATERIALIZED (
          SELECT id FROM appointment
          WHERE location_id = $1 AND starts_at >= $2 AND starts_at < $3 AND state = 'booked' AND presence = 'arrived'
            AND ($4::text[] IS NULL OR department_id = ANY ($4)) AND id IS DISTINCT FROM $5
          ORDER BY greatest(starts_at, called_at), arrived_at, id
          LIMIT 1 FOR NO KEY UPDATE ${waiting}
        ),
        called AS (
          UPDATE appointment SET presence = 'called', called_at = $6, called_by = $7, room = $8
          FROM next WHERE appointment.id = next.id
          RETURNING appointment.*
        ),
        recorded AS (
          INSERT INTO attendance_record (appointment_id, what, source, staff_id, room, at)
          SELECT id, 'called', 'clerk', $7, $8, $6 FROM called
        ),
        told AS (INSERT INTO notice (appointment_id, kind, due_at) SELECT id, 'called', $6 FROM called)
      SELECT ${visitColumns('called')} FROM called`,
    values: [locationId, from, before, departmentIds ?? null, former?.appointmentId ?? null, at, staffId, room],
  })
  return called
}

async function findExpected(tx: Tx, { locationId, departmentIds, now }: CallingNext): Promise<Visit[]> {
  return tx.query<Visit>({
    name: 'call-next-find-expected',
    text: `
      SELECT ${visitColumns('appointment')} FROM appointment
      WHERE location_id = $1 AND starts_at >= $2 AND starts_at <= $3 AND state = 'booked'
        AND presence = 'expected' AND attendance = 'unrecorded'
        AND ($4::text[] IS NULL OR department_id = ANY ($4))
      ORDER BY greatest(starts_at, called_at), id`,
    values: [locationId, dayOf(now).from, now, departmentIds ?? null],
  })
}
