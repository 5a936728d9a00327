import type { Tx } from '#database.ts'
import type { AttendanceRecord } from '../attendance/replay.ts'

/** One thing that became known of a visit. `by` is the clerk's name. */
export type Happened = Pick<AttendanceRecord, 'what' | 'source' | 'room' | 'at'> & {
  appointmentId: string
  by: string | null
}

/** Something the office had to say, what became of it (null: it waits), and when it was said. */
export type Told = {
  appointmentId: string
  kind: 'called' | 'moved' | 'cancelled' | 'whether_seen'
  outcome: 'told' | 'nobody' | 'unreachable' | 'over' | 'failed' | null
  dueAt: Date
  toldAt: Date | null
}

/** What became known of these visits, and what their applicants were told, both in order. */
export async function historyOf(
  tx: Tx,
  appointmentIds: readonly string[],
): Promise<{ happened: Happened[]; told: Told[] }> {
  const happened = await tx.query<Happened>({
    name: 'history-of',
    text: `
      SELECT appointment_id AS "appointmentId", what, source, room, at, staff.name AS by
      FROM attendance_record AS record LEFT JOIN staff ON staff.id = record.staff_id
      WHERE appointment_id = ANY ($1) ORDER BY record.id`,
    values: [appointmentIds],
  })
  const told = await tx.query<Told>({
    name: 'told-of',
    text: `
      SELECT appointment_id AS "appointmentId", kind, outcome, due_at AS "dueAt", told_at AS "toldAt"
      FROM notice WHERE appointment_id = ANY ($1) ORDER BY due_at, id`,
    values: [appointmentIds],
  })
  return { happened, told }
}
