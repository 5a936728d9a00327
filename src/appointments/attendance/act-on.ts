import type { Tx } from '#database.ts'
import { addDays, localDay, startOfDay } from '../local-time.ts'
import { after, type AttendanceRecord } from './replay.ts'
import { type Standing, type Visit, visitColumns } from './visit.ts'

/** Who acts at the office; without a staff member it is another system of the office. */
export type ByStaff = { staffId: string | null; now: Date }

/** `appointment` is how the visit stands now. `not-booked`: it was cancelled or moved. */
export type Acted<Done extends string, Refused extends string = never> =
  | { outcome: Done; appointment: Visit }
  | { outcome: Refused | 'not-booked'; appointment: Visit }
  | { outcome: 'not-found' }

type Act<Done extends string, Refused extends string> = {
  appointmentId: string
  done: Done
  decide: (visit: Visit) => Refused | AttendanceRecord
}

/**
 * Adds a record to a visit and lets the visit stand as it says. What was decided counts only for the visit as it was seen:
 * the row is locked, and it is compared once more as it is written, so that two clerks can't both have their way.
 */
export async function actOn<Done extends string, Refused extends string = never>(
  tx: Tx,
  { appointmentId, done, decide }: Act<Done, Refused>,
): Promise<Acted<Done, Refused>> {
  for (let tries = 0; tries < 10; tries++) {
    const visit = await lockVisit(tx, appointmentId)
    if (!visit) return { outcome: 'not-found' }
    if (visit.state !== 'booked') return { outcome: 'not-booked', appointment: visit }
    const decided = decide(visit)
    if (typeof decided === 'string') return { outcome: decided, appointment: visit }
    const written = await writeRecord(tx, { visit, record: decided, standing: after(visit, decided) })
    if (written) return { outcome: done, appointment: written }
    // Without a transaction the row is not ours for long: somebody was quicker.
  }
  throw new Error('A visit changes faster than anything can be recorded')
}

async function lockVisit(tx: Tx, appointmentId: string): Promise<Visit | undefined> {
  const [visit] = await tx.query<Visit>({
    name: 'lock-visit',
    text: `SELECT ${visitColumns('appointment')} FROM appointment WHERE id = $1 FOR NO KEY UPDATE`,
    values: [appointmentId],
  })
  return visit
}

/** One statement: a record without its standing, or a standing without its record, can't be. */
export async function writeRecord(
  tx: Tx,
  { visit, record, standing }: { visit: Visit; record: AttendanceRecord; standing: Standing },
): Promise<Visit | undefined> {
  const columns = (of: Standing) => [
    of.presence,
    of.attendance,
    of.source,
    of.arrivedAt,
    of.calledAt,
    of.calledBy,
    of.room,
  ]
  const [written] = await tx.query<Visit>({
    name: 'write-attendance',
    text: `
      WITH
        acted AS (
          UPDATE appointment
          SET presence = $2, attendance = $3, source = $4, arrived_at = $5, called_at = $6, called_by = $7, room = $8,
            active = active AND $3::attendance = 'unrecorded'
          WHERE id = $1 AND state = 'booked'
            AND (presence, attendance, source, arrived_at, called_at, called_by, room)
              IS NOT DISTINCT FROM ($9::presence, $10::attendance, $11::attendance_source, $12::timestamptz,
                $13::timestamptz, $14::uuid, $15::text)
          RETURNING appointment.*
        ),
        recorded AS (
          INSERT INTO attendance_record (appointment_id, what, source, staff_id, room, at)
          SELECT id, $16, $17, $18, $19, $20 FROM acted
        ),
        told AS (
          INSERT INTO notice (appointment_id, kind, due_at)
          SELECT id, 'called', $20 FROM acted WHERE $16::attendance_event = 'called'
        )
      SELECT ${visitColumns('acted')} FROM acted`,
    values: [
      visit.id,
      ...columns(standing),
      ...columns(visit),
      record.what,
      record.source,
      record.staffId,
      record.room,
      record.at,
    ],
  })
  return written
}

/** What a clerk does, as a record. */
export function byClerk(
  what: AttendanceRecord['what'],
  { staffId, now, room = null }: ByStaff & { room?: string | null | undefined },
): AttendanceRecord {
  return { what, source: 'clerk', staffId, room, at: now }
}

/** Whether the visit is on the office's day of `now`. */
export function isToday({ startsAt }: Pick<Visit, 'startsAt'>, now: Date): boolean {
  const { from, before } = dayOf(now)
  return startsAt >= from && startsAt < before
}

/** From the first instant of the office's day to that of the next. */
export function dayOf(now: Date): { from: Date; before: Date } {
  const today = localDay(now)
  return { from: startOfDay(today), before: startOfDay(addDays(today, 1)) }
}
