import type { Tx } from '#database.ts'
import { actOn, type Acted, byClerk, type ByStaff } from './act-on.ts'

/** Whoever was called and is not found goes on waiting, behind those whose time came before the call. */
export async function putBack(
  tx: Tx,
  putting: ByStaff & { appointmentId: string },
): Promise<Acted<'put-back', 'not-called'>> {
  return actOn(tx, {
    appointmentId: putting.appointmentId,
    done: 'put-back',
    decide: ({ presence }) => (presence === 'called' ? byClerk('put_back', putting) : 'not-called'),
  })
}
