import { addDays, localDay, startOfDay } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'

/** Days for which it is counted again: who came may be recorded days later. */
const again = 14

/**
 * Counts the seats of past days: how many there were, were taken in the end, were given back before the start, taken again by somebody
 * afterwards, and how many of these came. Again it changes nothing. A seat given back while the office closed its time is nobody's.
 */
export async function countSeats(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<void> {
  const today = localDay(now)
  await db.query({
    name: 'count-seats',
    text: `
      WITH
        known AS (SELECT max(day) AS day FROM seat_count),
        past AS MATERIALIZED (
          SELECT id, (starts_at AT TIME ZONE 'Europe/Berlin')::date AS day, department_id, location_id, capacity, booked, starts_at
          FROM slot
          WHERE state = 'open' AND starts_at < $1
            AND starts_at >= CASE WHEN (SELECT day FROM known) IS NULL THEN '-infinity' ELSE $2::timestamptz END
        ),
        given AS (
          SELECT slot_ids[1] AS slot_id, count(*) AS freed, min(freed_at) AS first
          FROM freed_seat JOIN past ON past.id = slot_ids[1]
          WHERE freed_seat.state <> 'taken_back' AND freed_at < past.starts_at GROUP BY 1
        ),
        later AS (
          SELECT given.slot_id, least(freed, count(appointment.id)) AS refilled,
            least(freed, count(appointment.id) FILTER (WHERE attendance = 'attended')) AS attended
          FROM given
          JOIN past ON past.id = given.slot_id
          LEFT JOIN appointment ON appointment.location_id = past.location_id AND appointment.starts_at <= past.starts_at
            AND appointment.ends_at > past.starts_at AND given.slot_id = ANY (appointment.slot_ids)
            AND appointment.state = 'booked' AND booked_at > first
          GROUP BY given.slot_id, freed
        )
      INSERT INTO seat_count AS former (day, department_id, location_id, seats, booked, freed, refilled, attended)
      SELECT day, department_id, location_id, sum(capacity), sum(past.booked), coalesce(sum(freed), 0), coalesce(sum(refilled), 0),
        coalesce(sum(attended), 0)
      FROM past LEFT JOIN given ON given.slot_id = past.id LEFT JOIN later ON later.slot_id = past.id
      GROUP BY day, department_id, location_id
      ON CONFLICT (day, department_id, location_id) DO UPDATE SET seats = excluded.seats, booked = excluded.booked,
        freed = excluded.freed, refilled = excluded.refilled, attended = excluded.attended`,
    values: [startOfDay(today), startOfDay(addDays(today, -again))],
  })
}
