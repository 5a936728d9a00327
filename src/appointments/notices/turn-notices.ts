import type { Tx } from '#database.ts'

/** Whether this person wants messages that nobody asked for. Again it changes nothing: since when they don't stays true. */
export async function turnNotices(
  tx: Tx,
  { conversationId, on, now }: { conversationId: string; on: boolean; now: Date },
): Promise<void> {
  await tx.query({
    name: 'turn-notices',
    text: `UPDATE conversation SET notices_off_at = CASE WHEN $2 THEN NULL ELSE coalesce(notices_off_at, $3) END
           WHERE id = $1`,
    values: [conversationId, on, now],
  })
}
