import type { Tx } from '#database.ts'

export type CapacityChange = { slotIds: readonly number[]; capacity: number; now: Date }

export type ChangedCapacity =
  | { outcome: 'changed'; slots: number }
  /** Somebody has, or is just booking, more seats than that: at most `taken` of one slot, at `startsAt`. */
  | { outcome: 'too-few'; taken: number; startsAt: Date }
  | { outcome: 'in-the-past' }
  | { outcome: 'not-found' }

/** So many people at once from now on, for all of these slots or none. */
export async function changeCapacity(tx: Tx, { slotIds, capacity, now }: CapacityChange): Promise<ChangedCapacity> {
  const slots = await tx.query<{ id: number; startsAt: Date; taken: number }>({
    name: 'change-capacity-lock',
    text: `SELECT id, starts_at AS "startsAt", booked + held AS taken FROM slot WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
    values: [slotIds],
  })
  const fullest = slots.toSorted((one, other) => other.taken - one.taken)[0]
  if (!fullest || slots.length < new Set(slotIds).size) return { outcome: 'not-found' }
  if (slots.some(({ startsAt }) => startsAt <= now)) return { outcome: 'in-the-past' }
  if (fullest.taken > capacity) return { outcome: 'too-few', taken: fullest.taken, startsAt: fullest.startsAt }
  await tx.query({
    name: 'change-capacity',
    text: 'UPDATE slot SET capacity = $2 WHERE id = ANY ($1) AND booked + held <= $2',
    values: [slotIds, capacity],
  })
  return { outcome: 'changed', slots: slots.length }
}
