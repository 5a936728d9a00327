import type { Tx } from '#database.ts'
import { findVisit } from '../attendance/find-visit.ts'
import { takeBack } from '../attendance/take-back.ts'
import type { Visit } from '../attendance/visit.ts'
import { rules } from '../rules.ts'
import { bookAgain } from './book-again.ts'

export type UndoneCancelling =
  | { outcome: 'undone'; appointment: Visit }
  /** Half a minute is over, or the person is being told. */
  | { outcome: 'too-late' }
  /** The time is somebody else's meanwhile, or the person has booked another. */
  | { outcome: 'taken' }
  /** It was not the office that ended it. */
  | { outcome: 'not-cancelled' }
  | { outcome: 'not-found' }

/**
 * What the office has just cancelled is booked as before, and what was recorded with it is taken back. Whoever tells the person and
 * whoever undoes it meet at the notice.
 */
export async function undoCancelling(
  tx: Tx,
  { appointmentId, staffId, now }: { appointmentId: string; staffId: string | null; now: Date },
): Promise<UndoneCancelling> {
  const visit = await findVisit(tx, { appointmentId }, 'for update')
  if (!visit) return { outcome: 'not-found' }
  if (visit.state !== 'cancelled_by_office') return { outcome: 'not-cancelled' }
  const notices = await tx.query<{ isClaimed: boolean }>({
    name: 'undo-cancelling-notices',
    text: `
      SELECT claimed_at IS NOT NULL AS "isClaimed" FROM notice
      WHERE appointment_id = $1 AND kind = 'cancelled' ORDER BY id FOR UPDATE`,
    values: [appointmentId],
  })
  if ((await isOver(tx, appointmentId)) || notices.some(({ isClaimed }) => isClaimed)) return { outcome: 'too-late' }
  if (!(await bookAgain(tx, { appointmentId, now }))) return { outcome: 'taken' }
  await tx.query({
    name: 'undo-cancelling-untold',
    text: `DELETE FROM notice WHERE appointment_id = $1 AND kind = 'cancelled'`,
    values: [appointmentId],
  })
  // Who is told was cancelled beforehand; who is not was settled afterwards, with a record.
  if (notices.length === 0) await takeBack(tx, { appointmentId, what: 'unrecorded', staffId, now })
  const appointment = await findVisit(tx, { appointmentId })
  return appointment ? { outcome: 'undone', appointment } : { outcome: 'not-found' }
}

async function isOver(tx: Tx, appointmentId: string): Promise<boolean> {
  const [row] = await tx.query<{ isOver: boolean }>({
    name: 'undo-cancelling-is-over',
    text: `
      SELECT ended_at < clock_timestamp() - $2 * interval '1 second' AS "isOver" FROM appointment
      WHERE id = $1`,
    values: [appointmentId, rules.undoSeconds],
  })
  return row?.isOver ?? true
}
