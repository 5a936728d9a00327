import type { Tx } from '#database.ts'

/** Gives the reserved time back; false when there is none. */
export async function release(tx: Tx, { conversationId }: { conversationId: string }): Promise<boolean> {
  const seats = await tx.query({
    name: 'release',
    text: `
      WITH mine AS MATERIALIZED (SELECT slot_ids FROM hold WHERE conversation_id = $1 FOR UPDATE),
        gone AS (DELETE FROM hold USING mine WHERE conversation_id = $1),
        locked AS MATERIALIZED (
          SELECT id, capacity, booked, held FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM mine)) ORDER BY id FOR UPDATE
        )
      UPDATE slot SET held = locked.held - 1, booked = locked.booked, capacity = locked.capacity FROM locked WHERE slot.id = locked.id
      RETURNING slot.id`,
    values: [conversationId],
  })
  return seats.length > 0
}
