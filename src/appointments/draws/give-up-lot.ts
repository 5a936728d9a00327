import type { Tx } from '#database.ts'

/** Whose lot: the conversation's own by its number, or any whose time to confirm was over at `expiredAt`. */
export type GivingUp =
  | { conversationId: string; number: string; as: 'declined' | 'passed' }
  | { lotId: string; expiredAt: Date; as: 'lapsed' }

/** The place of a lot is free for the next one, and nothing is kept of its person. Undefined: it is offered nothing. */
export async function giveUpLot(tx: Tx, giving: GivingUp): Promise<{ id: string } | undefined> {
  const isOwn = 'number' in giving
  const [gone] = await tx.query<{ id: string }>({
    name: `give-up-lot-${isOwn ? 'own' : 'expired'}`,
    text: `
      WITH
        mine AS MATERIALIZED (
          SELECT id, slot_ids, data_key_id FROM lot
          WHERE state = 'offered' AND ${isOwn ? 'conversation_id = $1 AND number = $2' : 'id = $1 AND expires_at <= $2'}
          FOR UPDATE
        ),
        ended AS (
          UPDATE lot SET state = $3, slot_ids = NULL, starts_at = NULL, ends_at = NULL, expires_at = NULL, identity = NULL,
            name = NULL, date_of_birth = NULL, data_key_id = NULL, told_at = NULL,
            news = CASE WHEN $3::lot_state = 'lapsed' THEN 'lapsed'::draw_news END
          FROM mine WHERE lot.id = mine.id
        ),
        keys AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM mine)),
        locked AS MATERIALIZED (
          SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM mine)) ORDER BY id FOR UPDATE
        ),
        seats AS (UPDATE slot SET held = held - 1 FROM locked WHERE slot.id = locked.id)
      SELECT id FROM mine`,
    values: isOwn ? [giving.conversationId, giving.number, giving.as] : [giving.lotId, giving.expiredAt, giving.as],
  })
  return gone
}
