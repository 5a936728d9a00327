import type { Tx } from '#database.ts'
import { actOn, type Acted, byClerk, type ByStaff, isToday } from './act-on.ts'
import { type Former, settleFormer, type Unsettled } from './former.ts'

export type CallingPerson = ByStaff & { appointmentId: string; room: string; former?: Former | undefined }

/** Calls this one, who is there or whose time has come. */
export async function callPerson(
  tx: Tx,
  calling: CallingPerson,
): Promise<Acted<'called', 'already-called' | 'over' | 'other-day'> | Unsettled> {
  const unsettled = await settleFormer(tx, calling)
  if (unsettled) return unsettled
  return actOn(tx, {
    appointmentId: calling.appointmentId,
    done: 'called',
    decide: (visit) => {
      if (!isToday(visit, calling.now)) return 'other-day'
      if (visit.presence === 'called') return 'already-called'
      if (visit.presence === 'with_clerk' || visit.presence === 'done') return 'over'
      return byClerk('called', calling)
    },
  })
}
