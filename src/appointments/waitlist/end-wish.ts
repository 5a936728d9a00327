import type { Tx } from '#database.ts'

/** Ends a wish, and takes back what is just offered for it. Without `conversationId` a clerk does it. False: there is none. */
export async function endWish(
  tx: Tx,
  { subscriptionId, conversationId }: { subscriptionId: string; conversationId?: string | undefined },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'end-wish',
    text: `
      WITH
        ended AS (
          UPDATE subscription SET ended_at = now(), ended_why = 'stopped'
          WHERE id = $1 AND ended_at IS NULL AND ($2::text IS NULL OR conversation_id = $2)
          RETURNING id
        ),
        withdrawn AS (
          UPDATE offer SET state = 'withdrawn', ended_at = clock_timestamp()
          FROM ended WHERE subscription_id = ended.id AND offer.state = 'offered'
        )
      SELECT id FROM ended`,
    values: [subscriptionId, conversationId ?? null],
  })
  return rows.length > 0
}
