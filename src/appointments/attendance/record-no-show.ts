import type { Tx } from '#database.ts'
import { actOn, type Acted, byClerk, type ByStaff } from './act-on.ts'

/** A clerk says that nobody came, after the start. Nothing else ever does, but the applicants themselves. */
export async function recordNoShow(
  tx: Tx,
  recording: ByStaff & { appointmentId: string },
): Promise<Acted<'recorded', 'already' | 'not-started' | 'was-seen'>> {
  return actOn(tx, {
    appointmentId: recording.appointmentId,
    done: 'recorded',
    decide: ({ presence, attendance, source, startsAt }) => {
      if (startsAt > recording.now) return 'not-started'
      if (presence === 'with_clerk' || presence === 'done') return 'was-seen'
      return attendance === 'no_show' && source === 'clerk' && presence === 'expected'
        ? 'already'
        : byClerk('no_show', recording)
    },
  })
}
