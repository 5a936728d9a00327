import type { Database } from '#database.ts'

export type UntoldOffer = { offerId: string; conversationId: string; channel: string }

/** Offers that a conversation has not been told of yet. Those of the office's callers are not among them. */
export async function findUntoldOffers(
  db: Pick<Database, 'query'>,
  { limit }: { limit: number },
): Promise<UntoldOffer[]> {
  return db.query<UntoldOffer>({
    name: 'find-untold-offers',
    text: `
      SELECT offer.id AS "offerId", conversation.id AS "conversationId", conversation.channel
      FROM offer JOIN conversation ON conversation.id = conversation_id
      WHERE state = 'offered' AND told_at IS NULL AND expires_at > clock_timestamp()
      ORDER BY offered_at, offer.id LIMIT $1`,
    values: [limit],
  })
}
