import type { Tx } from '#database.ts'
import { isKept, settleSeat } from './settle-seat.ts'

/** The office undoes what freed the seats: they are given back to whoever books them again in this transaction. */
export async function takeBack(tx: Tx, { appointmentId, now }: { appointmentId: string; now: Date }): Promise<void> {
  const kept = await tx.query<{ id: string }>({
    name: 'take-back-freed',
    text: `SELECT id FROM freed_seat WHERE appointment_id = $1 AND ${isKept} ORDER BY starts_at FOR UPDATE`,
    values: [appointmentId],
  })
  for (const { id } of kept) await settleSeat(tx, { freedSeatId: id, as: 'taken_back', now })
}
