import type { Tx } from '#database.ts'
import { actOn, type Acted, byClerk, type ByStaff, dayOf } from './act-on.ts'

/** The visit is over, and took place. Also of one that nobody was called in to, and of one of an earlier day. */
export async function finish(
  tx: Tx,
  finishing: ByStaff & { appointmentId: string },
): Promise<Acted<'finished', 'already' | 'other-day'>> {
  return actOn(tx, {
    appointmentId: finishing.appointmentId,
    done: 'finished',
    decide: ({ presence, startsAt }) => {
      if (startsAt >= dayOf(finishing.now).before) return 'other-day'
      return presence === 'done' ? 'already' : byClerk('done', finishing)
    },
  })
}
