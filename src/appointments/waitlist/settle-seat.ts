import type { Tx } from '#database.ts'

/** SQL: whether the seats of the row of `freed_seat` belong to the waitlist; they are counted as held. */
export const isKept = "freed_seat.state IN ('waiting', 'offered')"

export type Settled = 'public' | 'accepted' | 'taken_back' | 'lapsed'

/** Ends what the waitlist has to do with a freed seat, and gives it back. Whoever it is offered to has it no longer. */
export async function settleSeat(
  tx: Tx,
  { freedSeatId, as, now }: { freedSeatId: string; as: Settled; now: Date },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'settle-seat',
    text: `
      WITH
        mine AS MATERIALIZED (SELECT id, slot_ids FROM freed_seat WHERE id = $1 AND ${isKept} FOR UPDATE),
        withdrawn AS (
          UPDATE offer SET state = 'withdrawn', ended_at = clock_timestamp()
          FROM mine WHERE freed_seat_id = mine.id AND offer.state = 'offered'
        ),
        locked AS MATERIALIZED (
          SELECT id, capacity, booked, held FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM mine)) ORDER BY id FOR UPDATE
        ),
        seats AS (
          UPDATE slot SET held = locked.held - 1, booked = locked.booked, capacity = locked.capacity
          FROM locked WHERE slot.id = locked.id
        )
      UPDATE freed_seat SET state = $2, settled_at = $3, next_at = NULL FROM mine WHERE freed_seat.id = mine.id
      RETURNING freed_seat.id`,
    values: [freedSeatId, as, now],
  })
  return rows.length > 0
}
