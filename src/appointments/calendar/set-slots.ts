import type { Tx } from '#database.ts'

/** Opens single slots, or closes them: who has one keeps it, nobody else gets it. Resolves to how many it changed. */
export async function setSlots(
  tx: Tx,
  { slotIds, state }: { slotIds: readonly number[]; state: 'open' | 'closed' },
): Promise<{ outcome: 'set'; slots: number }> {
  const rows = await tx.query({
    name: 'set-slots',
    text: `
      WITH locked AS MATERIALIZED (SELECT * FROM slot WHERE id = ANY ($1) ORDER BY id FOR UPDATE)
      UPDATE slot SET state = $2, booked = locked.booked, held = locked.held, capacity = locked.capacity
      FROM locked WHERE slot.id = locked.id AND locked.state <> $2 RETURNING slot.id`,
    values: [slotIds, state],
  })
  return { outcome: 'set', slots: rows.length }
}
