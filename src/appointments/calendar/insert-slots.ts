import type { Tx } from '#database.ts'
import type { PlannedSlot } from '../plan-slots.ts'

/**
 * Opens what is missing; before `publicFrom` only the office may book it. Changed hours must not put a second grid over days
 * that are open already: what would overlap is left out. Resolves to how many are new.
 */
export async function insertSlots(tx: Tx, slots: readonly PlannedSlot[], publicFrom?: Date | null): Promise<number> {
  const [row] = await tx.query<{ opened: number }>({
    name: 'open-slots',
    text: `
      WITH
        planned AS (
          SELECT *, lag(starts_at + minutes * interval '1 minute')
            OVER (PARTITION BY department_id, location_id ORDER BY starts_at) AS former_ends_at
          FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[], $5::int[])
            AS planned (department_id, location_id, starts_at, minutes, capacity)
        ),
        opened AS (
          INSERT INTO slot (department_id, location_id, starts_at, minutes, capacity, public_from)
          SELECT department_id, location_id, starts_at, minutes, capacity, $6 FROM planned
          WHERE coalesce(former_ends_at <= starts_at, true) AND NOT EXISTS (
            SELECT FROM slot AS old
            WHERE old.department_id = planned.department_id AND old.location_id = planned.location_id
              AND old.starts_at > planned.starts_at - interval '8 hours'
              AND old.starts_at < planned.starts_at + planned.minutes * interval '1 minute'
              AND old.starts_at + old.minutes * interval '1 minute' > planned.starts_at
          )
          ORDER BY starts_at, department_id, location_id
          ON CONFLICT (department_id, location_id, starts_at) DO NOTHING
          RETURNING id
        )
      SELECT count(*) AS opened FROM opened`,
    values: [
      slots.map(({ departmentId }) => departmentId),
      slots.map(({ locationId }) => locationId),
      slots.map(({ startsAt }) => startsAt),
      slots.map(({ minutes }) => minutes),
      slots.map(({ capacity }) => capacity),
      publicFrom ?? null,
    ],
  })
  return row?.opened ?? 0
}
