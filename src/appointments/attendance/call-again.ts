import type { Tx } from '#database.ts'
import { actOn, type Acted, byClerk, type ByStaff } from './act-on.ts'

export type CallingAgain = ByStaff & { appointmentId: string; room?: string | undefined }

/** Once more, for whoever did not hear it; by the clerk who called. */
export async function callAgain(tx: Tx, calling: CallingAgain): Promise<Acted<'called', 'not-called' | 'by-another'>> {
  return actOn(tx, {
    appointmentId: calling.appointmentId,
    done: 'called',
    decide: ({ presence, calledBy, room }) => {
      if (presence !== 'called') return 'not-called'
      if (calledBy !== calling.staffId) return 'by-another'
      return byClerk('called', { ...calling, room: calling.room ?? room })
    },
  })
}
