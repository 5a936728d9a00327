import type { Database, Tx } from '#database.ts'
import { type Hold, holdColumns } from './hold.ts'

export type DueHold = { conversationId: string; channel: string; holdId: string }

/** Holds whose time is over, the oldest first. */
export async function findDueHolds(db: Pick<Database, 'query'>, { limit }: { limit: number }): Promise<DueHold[]> {
  return db.query<DueHold>({
    name: 'find-due-holds',
    text: `
      SELECT hold.conversation_id AS "conversationId", conversation.channel, hold.id AS "holdId"
      FROM hold JOIN conversation ON conversation.id = hold.conversation_id
      WHERE expires_at <= now() ORDER BY expires_at LIMIT $1`,
    values: [limit],
  })
}

/** Frees the seats of a hold whose time is over by the database's clock; undefined when it is not, or is no more. */
export async function expireHold(
  tx: Tx,
  { conversationId, holdId }: { conversationId: string; holdId: string },
): Promise<Hold | undefined> {
  const [expired] = await tx.query<Hold>({
    name: 'expire-hold',
    text: `
      WITH mine AS MATERIALIZED (SELECT * FROM hold WHERE conversation_id = $1 AND id = $2 FOR UPDATE),
        -- Judged after the lock, by the clock that runs: now() stands still while a transaction waits.
        due AS MATERIALIZED (SELECT * FROM mine WHERE expires_at <= clock_timestamp()),
        gone AS (DELETE FROM hold USING due WHERE hold.id = due.id),
        locked AS MATERIALIZED (
          SELECT slot.id FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM due)) ORDER BY id FOR UPDATE
        ),
        freed AS (UPDATE slot SET held = held - 1 FROM locked WHERE slot.id = locked.id)
      SELECT ${holdColumns('due')} FROM due`,
    values: [conversationId, holdId],
  })
  return expired
}
