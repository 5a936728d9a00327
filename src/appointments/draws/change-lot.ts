import type { Tx } from '#database.ts'
import type { TimeOfDay } from './places.ts'

type Mine = { conversationId: string; number: string; now: Date }

/** Other wishes for a lot, as long as people may enter. The number stays. */
export async function changeLot(
  tx: Tx,
  { conversationId, number, prefers, takesWaitlist, now }: Mine & { prefers: TimeOfDay; takesWaitlist: boolean },
): Promise<{ outcome: 'changed' | 'closed' }> {
  const rows = await tx.query({
    name: 'change-lot',
    text: `
      UPDATE lot SET prefers = $3, takes_waitlist = $4 FROM draw
      WHERE draw.id = draw_id AND number = $2 AND conversation_id = $1 AND state = 'entered' AND closes_at > $5
      RETURNING lot.id`,
    values: [conversationId, number, prefers, takesWaitlist, now],
  })
  return { outcome: rows.length > 0 ? 'changed' : 'closed' }
}

/** Takes a lot out of the draw, as long as people may enter: afterwards the list is fixed, and a place is declined instead. */
export async function withdrawLot(
  tx: Tx,
  { conversationId, number, now }: Mine,
): Promise<{ outcome: 'withdrawn' | 'closed' }> {
  const rows = await tx.query({
    name: 'withdraw-lot',
    text: `
      WITH gone AS (
        DELETE FROM lot USING draw
        WHERE draw.id = draw_id AND number = $2 AND conversation_id = $1 AND state = 'entered' AND closes_at > $3
        RETURNING lot.data_key_id
      ),
      keys AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM gone))
      SELECT FROM gone`,
    values: [conversationId, number, now],
  })
  return { outcome: rows.length > 0 ? 'withdrawn' : 'closed' }
}
