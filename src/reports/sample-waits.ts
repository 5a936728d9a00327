import { addDays, localDay, startOfDay } from '#appointments/local-time.ts'
import { rules } from '#appointments/rules.ts'
import type { Database } from '#database.ts'

/** How many days away the next time is that anybody could book, once a day, for each department and place that has opening hours. */
export async function sampleWaits(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<void> {
  const today = localDay(now)
  await db.query({
    name: 'sample-waits',
    text: `
      INSERT INTO wait_sample (day, department_id, location_id, days)
      SELECT $1::date, department_id, location_id, (
        SELECT (min(starts_at) AT TIME ZONE 'Europe/Berlin')::date - $1::date FROM slot
        WHERE slot.department_id = place.department_id AND slot.location_id = place.location_id AND is_free
          AND starts_at >= $2 AND starts_at < $3 AND coalesce(public_from <= $4, true)
      )
      FROM (SELECT DISTINCT department_id, location_id FROM opening_hours) AS place
      ON CONFLICT DO NOTHING`,
    values: [today, startOfDay(addDays(today, rules.firstDay)), startOfDay(addDays(today, rules.lastDay + 1)), now],
  })
}
