import type { Tx } from '#database.ts'
import type { Answering } from './accept-offer.ts'
import { endWish } from './end-wish.ts'
import { lockOffer } from './lock-offer.ts'

/** The seat goes to the next. With `isEnd` the person wants no more offers at all. */
export async function declineOffer(
  tx: Tx,
  { isEnd, ...answering }: Answering & { isEnd: boolean },
): Promise<{ outcome: 'declined' | 'over' }> {
  const offer = await lockOffer(tx, answering)
  if (isEnd) await endOfferedWish(tx, answering)
  if (!offer) return { outcome: 'over' }
  await tx.query({
    name: 'decline-offer',
    text: `
      WITH answered AS (UPDATE offer SET state = 'declined', ended_at = clock_timestamp() WHERE id = $1)
      UPDATE freed_seat SET state = 'waiting', next_at = NULL WHERE id = $2`,
    values: [offer.id, offer.freedSeatId],
  })
  return { outcome: 'declined' }
}

/** Also when the offer itself is over. */
async function endOfferedWish(tx: Tx, { offerId, conversationId }: Answering): Promise<void> {
  const [offer] = await tx.query<{ subscriptionId: string | null }>({
    name: 'decline-offer-wish',
    text: `SELECT subscription_id AS "subscriptionId" FROM offer WHERE id = $1 AND conversation_id IS NOT DISTINCT FROM $2`,
    values: [offerId, conversationId ?? null],
  })
  if (offer?.subscriptionId) await endWish(tx, { subscriptionId: offer.subscriptionId })
}
