import type { Tx } from '#database.ts'
import { cancelForOffice } from '../desk/cancel-for-office.ts'
import { actOn, type Acted, byClerk, type ByStaff } from './act-on.ts'

export type Settling = ByStaff & { appointmentId: string; as: 'attended' | 'no_show' | 'cancelled_by_office' }

/** A clerk's last word on a visit that nobody recorded, or that the applicant remembers otherwise. */
export async function settle(tx: Tx, { as, ...settling }: Settling): Promise<Acted<'settled', 'not-started'>> {
  const settled = await actOn(tx, {
    appointmentId: settling.appointmentId,
    done: 'settled',
    decide: ({ startsAt }) =>
      startsAt > settling.now ? 'not-started' : byClerk(as === 'cancelled_by_office' ? 'unrecorded' : as, settling),
  })
  if (settled.outcome !== 'settled' || as !== 'cancelled_by_office') return settled
  const cancelled = await cancelForOffice(tx, { appointmentId: settled.appointment.id, by: 'office' })
  return cancelled ? { outcome: 'settled', appointment: { ...settled.appointment, state: cancelled.state } } : settled
}
