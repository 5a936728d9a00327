import type { Tx } from '#database.ts'
import { findMine, queueUp } from './former.ts'
import { type Acted, byClerk, type ByStaff, writeRecord } from './act-on.ts'
import { type AttendanceEvent, type AttendanceRecord, effective, isOfOffice, replay } from './replay.ts'
import { type Visit, visitColumns } from './visit.ts'

/** `what`: the act that is meant, so that an undo that comes late does not undo somebody else's. */
export type TakingBack = ByStaff & { appointmentId: string; what?: AttendanceEvent | undefined }

/** The last thing that was recorded at the office is as if it had not been. Nothing is deleted: that too is a record. */
export async function takeBack(
  tx: Tx,
  { appointmentId, what, ...by }: TakingBack,
): Promise<Acted<'taken-back', 'nothing' | 'changed-meanwhile'>> {
  for (let tries = 0; tries < 10; tries++) {
    const [visit] = await tx.query<Visit>({
      name: 'take-back-lock',
      text: `SELECT ${visitColumns('appointment')} FROM appointment WHERE id = $1 FOR NO KEY UPDATE`,
      values: [appointmentId],
    })
    if (!visit) return { outcome: 'not-found' }
    if (visit.state !== 'booked') return { outcome: 'not-booked', appointment: visit }
    const records = await recordsOf(tx, appointmentId)
    const last = effective(records).findLast(isOfOffice)
    if (!last) return { outcome: 'nothing', appointment: visit }
    if (what !== undefined && last.what !== what) return { outcome: 'changed-meanwhile', appointment: visit }
    const record = byClerk('taken_back', by)
    const standing = replay([...records, record])
    if (standing.presence === 'called' && (await callsAnother(tx, standing.calledBy, visit)))
      return { outcome: 'changed-meanwhile', appointment: visit }
    const written = await writeRecord(tx, { visit, record, standing })
    if (written) return { outcome: 'taken-back', appointment: written }
  }
  throw new Error('A visit changes faster than anything can be taken back')
}

/** Whether the clerk whose call would stand again has called somebody else since: one clerk calls one person at a time. */
async function callsAnother(tx: Tx, staffId: string | null, { id, startsAt }: Visit): Promise<boolean> {
  await queueUp(tx, { staffId })
  const called = await findMine(tx, { staffId, now: startsAt })
  return called.some((other) => other.presence === 'called' && other.id !== id)
}

/** All that was recorded of a visit, oldest first. */
export async function recordsOf(tx: Tx, appointmentId: string): Promise<AttendanceRecord[]> {
  return tx.query<AttendanceRecord>({
    name: 'attendance-records',
    text: `SELECT what, source, staff_id AS "staffId", room, at FROM attendance_record WHERE appointment_id = $1 ORDER BY id`,
    values: [appointmentId],
  })
}
