import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { bookable, type FreeTime, nearestFree, type Place } from './find-free.ts'
import { rules } from './rules.ts'

/** A time reserved for one conversation until `expiresAt`, by the database's clock. */
export type Hold = {
  id: string
  startsAt: Date
  endsAt: Date
  expiresAt: Date
  departmentId: string
  serviceId: string
  locationId: string
  units: number
}

export type Holding = Place & { conversationId: string; serviceId: string; startsAt: Date; now: Date }

/** Reserves a time instead of the one the conversation had reserved before. A refusal changes nothing. */
export async function hold(
  tx: Tx,
  holding: Holding,
): Promise<{ outcome: 'held'; hold: Hold } | { outcome: 'taken'; alternatives: FreeTime[] }> {
  const held = isBookable(holding) ? await take(tx, holding) : undefined
  if (held) return { outcome: 'held', hold: held }
  const { departmentId, locationId, units, startsAt: around, conversationId: holderId, now } = holding
  const place = { departmentId, locationId, units }
  return { outcome: 'taken', alternatives: await nearestFree(tx, { ...place, around, holderId, now }) }
}

function isBookable({ startsAt, now }: Holding): boolean {
  const { from, before } = bookable({ now })
  return startsAt >= from && startsAt < before
}

/**
 * One statement. Old and new slots are locked together in ascending order and changed together, because a slot may be
 * in both: its seat count changes once, by the difference.
 * The new count comes from the locked row: after a wait the statement's own view of the slot is old, and PostgreSQL tests
 * the CHECK on that view before it turns to the row of today. A seat given back meanwhile would look taken, as an error.
 * Slots are looked up by an ARRAY, here and wherever slots are locked: it is computed once. After that wait PostgreSQL asks the
 * condition again of the row of today, and a subquery may by then find nothing: the slot would be passed over in silence.
 * Seats are taken only for a hold row that was really written: two first holds of one conversation at once meet at the
 * row's primary key, and the later one gets nothing.
 */
async function take(tx: Tx, { departmentId, locationId, serviceId, ...holding }: Holding): Promise<Hold | undefined> {
  const [held] = await tx.query<Hold>({
    name: 'hold',
    text: `
      WITH RECURSIVE
        mine AS MATERIALIZED (SELECT slot_ids FROM hold WHERE conversation_id = $1 FOR UPDATE),
        wanted AS (
          SELECT id, starts_at + minutes * interval '1 minute' AS ends_at, 1 AS unit FROM slot
          WHERE department_id = $3 AND location_id = $5 AND starts_at = $6
          UNION ALL
          SELECT slot.id, slot.starts_at + slot.minutes * interval '1 minute', unit + 1
          FROM wanted JOIN slot ON department_id = $3 AND location_id = $5 AND starts_at = ends_at
          WHERE unit < $7
        ),
        locked AS MATERIALIZED (
          SELECT id, capacity, booked, held, state, public_from FROM slot
          WHERE id = ANY (ARRAY(SELECT id FROM wanted UNION ALL SELECT unnest(slot_ids) FROM mine))
          ORDER BY id FOR UPDATE
        ),
        change AS MATERIALIZED (
          SELECT locked.*, (id = ANY (ARRAY(SELECT id FROM wanted)))::int AS more,
            (id = ANY (ARRAY(SELECT unnest(slot_ids) FROM mine)))::int AS less
          FROM locked
        ),
        fitting AS MATERIALIZED (
          SELECT (SELECT array_agg(id ORDER BY unit) FROM wanted) AS slot_ids, (SELECT max(ends_at) FROM wanted) AS ends_at
          FROM change WHERE more = 1 AND state = 'open' AND booked + held - less < capacity
            AND coalesce(public_from <= $9, true)
          HAVING count(*) = $7
        ),
        first AS (
          INSERT INTO hold (conversation_id, id, department_id, service_id, location_id, starts_at, ends_at, slot_ids, expires_at)
          SELECT $1, $2, $3, $4, $5, $6, ends_at, slot_ids, clock_timestamp() + $8 * interval '1 minute'
          FROM fitting WHERE NOT EXISTS (SELECT FROM mine)
          ON CONFLICT (conversation_id) DO NOTHING
          RETURNING *
        ),
        replaced AS (
          UPDATE hold SET id = $2, department_id = $3, service_id = $4, location_id = $5, starts_at = $6,
            ends_at = fitting.ends_at, slot_ids = fitting.slot_ids,
            expires_at = clock_timestamp() + $8 * interval '1 minute'
          FROM fitting, mine WHERE conversation_id = $1
          RETURNING hold.*
        ),
        held AS MATERIALIZED (SELECT * FROM first UNION ALL SELECT * FROM replaced),
        seats AS (
          UPDATE slot SET held = change.held + more - less, booked = change.booked, capacity = change.capacity
          FROM change, held WHERE slot.id = change.id AND more <> less
        )
      SELECT ${holdColumns('held')} FROM held`,
    values: [
      holding.conversationId,
      randomUUID(),
      departmentId,
      serviceId,
      locationId,
      holding.startsAt,
      holding.units,
      rules.holdMinutes,
      holding.now,
    ],
  })
  return held
}

/** The columns of a Hold, of the table or statement called `source`. */
export function holdColumns(source: string): string {
  return `${source}.id, ${source}.starts_at AS "startsAt", ${source}.ends_at AS "endsAt",
    ${source}.expires_at AS "expiresAt", ${source}.department_id AS "departmentId",
    ${source}.service_id AS "serviceId", ${source}.location_id AS "locationId", cardinality(${source}.slot_ids) AS units`
}
