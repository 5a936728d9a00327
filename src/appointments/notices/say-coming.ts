import type { Tx } from '#database.ts'
import { mayAct } from '../access.ts'

/** Somebody says that they will come; said before or after it is the same. `over`: nothing is to come under this code. */
export async function sayComing(
  tx: Tx,
  { conversationId, code, now }: { conversationId: string; code: string; now: Date },
): Promise<{ outcome: 'noted' | 'over' }> {
  const rows = await tx.query({
    name: 'say-coming',
    text: `UPDATE appointment SET coming_at = coalesce(coming_at, $3)
           WHERE code = $2 AND state = 'booked' AND starts_at > $3 AND ${mayAct('$1')} RETURNING id`,
    values: [conversationId, code, now],
  })
  return { outcome: rows.length > 0 ? 'noted' : 'over' }
}
