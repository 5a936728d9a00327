import type { Tx } from '#database.ts'
import { isRunning } from '../draws/open-draw.ts'
import { addDays, localDay, startOfDay } from '../local-time.ts'

/** Null: at once. */
export type Releasing = {
  departmentId?: string | undefined
  locationId?: string | undefined
  firstDay: string
  lastDay: string
  publicFrom: Date | null
  now: Date
}

/** From when on the public may book the times of these days. Who has one already keeps it; a draw's times wait for its end. */
export async function releaseAt(
  tx: Tx,
  { departmentId, locationId, firstDay, lastDay, publicFrom, now }: Releasing,
): Promise<{ outcome: 'set'; slots: number } | { outcome: 'in-the-past' }> {
  if (lastDay < localDay(now)) return { outcome: 'in-the-past' }
  const rows = await tx.query({
    name: 'release-at',
    text: `
      WITH locked AS MATERIALIZED (
        SELECT * FROM slot
        WHERE starts_at >= $1 AND starts_at < $2 AND starts_at > $3
          AND ($4::text IS NULL OR department_id = $4) AND ($5::text IS NULL OR location_id = $5)
          AND NOT EXISTS (SELECT FROM draw WHERE slot.id = ANY (draw.slot_ids) AND ${isRunning})
        ORDER BY id FOR UPDATE
      )
      UPDATE slot SET public_from = $6, booked = locked.booked, held = locked.held, capacity = locked.capacity
      FROM locked WHERE slot.id = locked.id RETURNING slot.id`,
    values: [
      startOfDay(firstDay),
      startOfDay(addDays(lastDay, 1)),
      now,
      departmentId ?? null,
      locationId ?? null,
      publicFrom !== null && publicFrom > now ? publicFrom : null,
    ],
  })
  return { outcome: 'set', slots: rows.length }
}
