import type { Database } from '#database.ts'
import { localDay } from '../local-time.ts'
import { rules } from '../rules.ts'

/**
 * What wishes do by themselves: they end at their last day, with their appointment, when one is booked that fulfils them, and after a
 * month. Somebody who booked a time later than the last day that helps waits for an earlier one. Again or twice at once it does no harm.
 */
export async function endWishes(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<number> {
  const values = [now, localDay(now), rules.wishDays]
  await db.query({ name: 'wishes-for-earlier', text: forEarlier, values: [now] })
  const [row] = await db.query<{ count: number }>({ name: 'end-wishes', text: ending, values })
  return row?.count ?? 0
}

/** SQL: what the person of the row `wish`, who had none, has booked since. */
const booked = `
  JOIN appointment ON appointment.conversation_id = wish.conversation_id
    AND appointment.department_id = wish.department_id AND appointment.state = 'booked'
    AND appointment.booked_at >= wish.created_at AND appointment.starts_at > $1`

const day = "(appointment.starts_at AT TIME ZONE 'Europe/Berlin')::date"

const forEarlier = `
  UPDATE subscription SET appointment_code = later.code
  FROM (
    SELECT wish.id, min(appointment.code) AS code FROM subscription AS wish ${booked}
    WHERE wish.ended_at IS NULL AND wish.appointment_code IS NULL AND wish.until < ${day}
      AND NOT EXISTS (SELECT FROM subscription WHERE appointment_code = appointment.code AND ended_at IS NULL)
    GROUP BY wish.id HAVING count(*) = 1
  ) AS later
  WHERE subscription.id = later.id AND subscription.ended_at IS NULL`

const ending = `
  WITH
    due AS MATERIALIZED (
      SELECT wish.id, CASE
        WHEN wish.until < $2::date THEN 'over'
        WHEN wish.created_at < $1::timestamptz - $3 * interval '1 day' THEN 'aged'
        WHEN wish.appointment_code IS NULL THEN (
          SELECT 'fulfilled' FROM subscription AS self ${booked.replaceAll('wish.', 'self.')}
          WHERE self.id = wish.id AND coalesce(self.until >= ${day}, true) LIMIT 1
        )
        WHEN NOT EXISTS (
          SELECT FROM appointment WHERE code = wish.appointment_code AND state = 'booked' AND starts_at > $1
        ) THEN 'over'
        WHEN wish.until IS NOT NULL AND EXISTS (
          SELECT FROM appointment
          WHERE code = wish.appointment_code AND state = 'booked' AND moved_from_id IS NOT NULL
            AND booked_at >= wish.created_at AND ${day} <= wish.until
        ) THEN 'fulfilled'
      END AS why
      FROM subscription AS wish WHERE wish.ended_at IS NULL
    ),
    locked AS MATERIALIZED (
      SELECT subscription.id, why FROM subscription JOIN due USING (id)
      WHERE why IS NOT NULL AND ended_at IS NULL ORDER BY subscription.id FOR UPDATE OF subscription SKIP LOCKED
    ),
    withdrawn AS (
      UPDATE offer SET state = 'withdrawn', ended_at = clock_timestamp()
      FROM locked WHERE subscription_id = locked.id AND offer.state = 'offered'
    ),
    ended AS (
      UPDATE subscription SET ended_at = now(), ended_why = locked.why::wish_end
      FROM locked WHERE subscription.id = locked.id
      RETURNING 1
    )
  SELECT count(*) AS count FROM ended`
