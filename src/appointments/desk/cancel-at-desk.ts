import type { Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import type { Appointment } from '../appointment.ts'
import { dayOf } from '../attendance/act-on.ts'
import { findVisit } from '../attendance/find-visit.ts'
import { writeNote } from '../attendance/note.ts'
import { rules } from '../rules.ts'
import { cancelForOffice } from './cancel-for-office.ts'

/**
 * `by`: the office's own reason, or the applicant asked for it at the desk or on the telephone: the two are counted apart. `reason`
 * is kept as a note.
 */
export type DeskCancelling = {
  appointmentId: string
  by: 'office' | 'applicant'
  reason?: string | undefined
  staffId: string | null
  now: Date
}

export type CancelledAtDesk =
  | { outcome: 'cancelled'; appointment: Appointment }
  /** It was called in or recorded, or is of an earlier day: then it is settled instead. */
  | { outcome: 'over' }
  | { outcome: 'already' }
  | { outcome: 'not-found' }

/** Cancels an appointment that is still to come, or of today and not begun. What the office cancels it tells in the chat, once it can no longer be undone. */
export async function cancelAtDesk(
  tx: Tx,
  keys: Keys,
  { appointmentId, by, reason, staffId, now }: DeskCancelling,
): Promise<CancelledAtDesk> {
  const visit = await findVisit(tx, { appointmentId }, 'for update')
  if (!visit) return { outcome: 'not-found' }
  if (visit.state !== 'booked') return { outcome: 'already' }
  const isOpen = visit.presence === 'expected' || visit.presence === 'arrived'
  if (!isOpen || visit.attendance !== 'unrecorded' || visit.startsAt < dayOf(now).from) return { outcome: 'over' }
  if (reason !== undefined && visit.applicantId !== null)
    await writeNote(tx, keys, { appointmentId, text: reason, staffId, now })
  const tell = by === 'office' ? { dueAt: new Date(now.getTime() + rules.undoSeconds * 1000) } : undefined
  const cancelled = await cancelForOffice(tx, { appointmentId, by, tell })
  return cancelled ? { outcome: 'cancelled', appointment: cancelled } : { outcome: 'already' }
}
