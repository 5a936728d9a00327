import type { Tx } from '#database.ts'

type Whose = ['conversation_id', string] | ['identity', Buffer]

/**
 * Erases whose lots they are: one that is not on a fixed list yet goes altogether, of the others only the number stays, which
 * names nobody. A place that was held goes to the next lot.
 */
export async function forgetLots(tx: Tx, [column, value]: Whose, { now }: { now: Date }): Promise<void> {
  await tx.query({
    name: `forget-lots-by-${column}`,
    text: `
      WITH
        theirs AS MATERIALIZED (
          SELECT lot.id, lot.slot_ids, data_key_id, state = 'entered' AND closes_at > $2 AND drawn_at IS NULL AS is_early
          FROM lot JOIN draw ON draw.id = draw_id WHERE lot.${column} = $1 ORDER BY lot.id FOR UPDATE OF lot
        ),
        gone AS (DELETE FROM lot USING theirs WHERE lot.id = theirs.id AND is_early),
        anonymous AS (
          UPDATE lot SET conversation_id = NULL, identity = NULL, name = NULL, date_of_birth = NULL, data_key_id = NULL,
            news = NULL, slot_ids = NULL, starts_at = NULL, ends_at = NULL, expires_at = NULL,
            state = CASE WHEN state IN ('entered', 'waiting', 'offered') THEN 'withdrawn' ELSE state END
          FROM theirs WHERE lot.id = theirs.id AND NOT is_early
        ),
        keys AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM theirs)),
        seat AS MATERIALIZED (SELECT unnest(slot_ids) AS id, count(*) AS held FROM theirs GROUP BY 1),
        locked AS MATERIALIZED (SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT id FROM seat)) ORDER BY id FOR UPDATE)
      UPDATE slot SET held = slot.held - seat.held FROM seat, locked WHERE slot.id = seat.id AND slot.id = locked.id`,
    values: [value, now],
  })
}
