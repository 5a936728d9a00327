import type { Tx } from '#database.ts'
import { actOn, type Acted, byClerk, type ByStaff, isToday } from './act-on.ts'

export type Beginning = ByStaff & { appointmentId: string; room?: string | undefined }

/** The person is with the clerk, and has come. */
export async function begin(tx: Tx, beginning: Beginning): Promise<Acted<'begun', 'already' | 'over' | 'other-day'>> {
  return actOn(tx, {
    appointmentId: beginning.appointmentId,
    done: 'begun',
    decide: (visit) => {
      if (!isToday(visit, beginning.now)) return 'other-day'
      if (visit.presence === 'with_clerk') return 'already'
      return visit.presence === 'done' ? 'over' : byClerk('with_clerk', beginning)
    },
  })
}
