import type { Tx } from '#database.ts'
import { addDays, localDay, startOfDay } from './local-time.ts'
import { rules } from './rules.ts'

/** `units`: how many consecutive slots are needed. */
export type Place = { departmentId: string; locationId: string; units: number }

/**
 * `audience`: whom times are looked for; the office sees also today's, and those that are not public yet. What the conversation
 * `holderId` has reserved is free for itself: it may choose it again.
 */
type Asking = Place & { now: Date; audience?: Audience | undefined; holderId?: string | undefined }
export type Audience = 'public' | 'office'

/** `free`: how many start times can be booked that day. */
export type FreeDay = { day: string; free: number }

/** `free`: how many visits can start then. */
export type FreeTime = { startsAt: Date; day: string; time: string; free: number }

/** The days with at least one time, from the first that may be booked to the last, or to day `lastDay`. */
export async function freeDays(
  tx: Tx,
  { now, lastDay, audience, holderId, ...place }: Asking & { lastDay?: number },
): Promise<FreeDay[]> {
  const { from, before, publicBy } = bookable({ now, audience, lastDay })
  return tx.query<FreeDay>({
    name: 'free-days',
    text: `
      SELECT to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD') AS day, count(*) AS free
      FROM (${startTimes(freeSlots)}) AS start
      GROUP BY 1 ORDER BY 1`,
    values: [place.departmentId, place.locationId, place.units, from, before, publicBy, holderId ?? null],
  })
}

export async function freeTimes(
  tx: Tx,
  { day, now, audience, holderId, ...place }: Asking & { day: string },
): Promise<FreeTime[]> {
  const window = bookable({ now, audience })
  const from = startOfDay(day) < window.from ? window.from : startOfDay(day)
  const before = startOfDay(addDays(day, 1)) > window.before ? window.before : startOfDay(addDays(day, 1))
  if (from >= before) return []
  return tx.query<FreeTime>({
    name: 'free-times',
    text: `SELECT ${columns} FROM (${startTimes(freeSlots)}) AS start ORDER BY starts_at`,
    values: [place.departmentId, place.locationId, place.units, from, before, window.publicBy, holderId ?? null],
  })
}

/** Other times, the nearest first: what a refusal carries. */
export async function nearestFree(
  tx: Tx,
  { around, now, audience, holderId, ...place }: Asking & { around: Date },
): Promise<FreeTime[]> {
  const { from, before, publicBy } = bookable({ now, audience })
  const search = (reach: number) =>
    tx.query<FreeTime>({
      name: 'nearest-free',
      text: `
        SELECT ${columns}
        FROM (
          SELECT starts_at FROM (${startTimes(freeSlotsAround)}) AS start
          ORDER BY abs(extract(epoch FROM starts_at - $8)), starts_at LIMIT $10
        ) AS start
        ORDER BY abs(extract(epoch FROM starts_at - $8)), starts_at`,
      values: [
        place.departmentId,
        place.locationId,
        place.units,
        from,
        before,
        publicBy,
        holderId ?? null,
        around,
        reach,
        rules.alternatives,
      ],
    })
  // A crowd that is refused looks here: the neighbours nearly always suffice, and cost a tenth of the whole window.
  const near = await search(8 * rules.alternatives)
  return near.length < rules.alternatives ? search(wholeWindow) : near
}

const wholeWindow = 1_000_000

/** The first times after this one, as the office sees them. */
export async function freeAfter(
  tx: Tx,
  { after, now, ...place }: Place & { now: Date; after: Date },
): Promise<FreeTime[]> {
  const { from, before, publicBy } = bookable({ now, audience: 'office' })
  return tx.query<FreeTime>({
    name: 'free-after',
    text: `
      SELECT ${columns}
      FROM (SELECT starts_at FROM (${startTimes(freeSlotsAfter)}) AS start WHERE starts_at > $8 ORDER BY starts_at LIMIT $9) AS start
      ORDER BY starts_at`,
    values: [
      place.departmentId,
      place.locationId,
      place.units,
      from,
      before,
      publicBy,
      null,
      after,
      rules.alternatives,
    ],
  })
}

/**
 * When a visit may start, and by when its time must have become public: from midnight before the first day to midnight after
 * the last; for the office from now on, however far ahead slots are open.
 */
export function bookable({
  now,
  audience = 'public',
  lastDay = rules.lastDay,
}: {
  now: Date
  audience?: Audience | undefined
  lastDay?: number | undefined
}): { from: Date; before: Date; publicBy: Date | 'infinity' } {
  const today = localDay(now)
  const farthest = 10 * 366
  return audience === 'office'
    ? { from: now, before: startOfDay(addDays(today, farthest)), publicBy: 'infinity' }
    : {
        from: startOfDay(addDays(today, rules.firstDay)),
        before: startOfDay(addDays(today, lastDay + 1)),
        publicBy: now,
      }
}

/** Answered by the index slot_free_public alone. */
const publicSlots = `
  SELECT starts_at, minutes FROM slot
  WHERE is_free AND department_id = $1 AND location_id = $2 AND starts_at >= $4 AND starts_at < $5
    AND coalesce(public_from <= $6, true)`

const own = 'ARRAY(SELECT unnest(slot_ids) FROM hold WHERE conversation_id = $7)'

/** What would be free without the own hold. */
const ownSlots = `
  SELECT starts_at, minutes FROM slot
  WHERE id = ANY (${own}) AND NOT is_free AND state = 'open' AND booked + held - 1 < capacity
    AND department_id = $1 AND location_id = $2 AND starts_at >= $4 AND starts_at < $5`

const freeSlots = `${publicSlots} UNION ALL ${ownSlots}`

const freeSlotsAfter = `(${publicSlots} AND starts_at > $8 ORDER BY starts_at LIMIT 500)`

const freeSlotsAround = `
  (${publicSlots} AND starts_at >= $8 ORDER BY starts_at LIMIT $9)
  UNION ALL
  (${publicSlots} AND starts_at < $8 ORDER BY starts_at DESC LIMIT $9)
  UNION ALL
  ${ownSlots}`

/** The slots of `free` that are followed by as many free ones, without a gap, as a visit of $3 units needs. */
function startTimes(free: string): string {
  return `
    SELECT starts_at
    FROM (
      SELECT starts_at, count(*) FILTER (WHERE joins)
        OVER (ORDER BY starts_at ROWS BETWEEN 1 FOLLOWING AND $3::int - 1 FOLLOWING) AS joined
      FROM (
        SELECT starts_at, starts_at = lag(starts_at + minutes * interval '1 minute') OVER (ORDER BY starts_at) AS joins
        FROM (${free}) AS free
      ) AS neighbour
    ) AS run
    WHERE joined = $3::int - 1`
}

const columns = `
  starts_at AS "startsAt",
  to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD') AS day,
  to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'HH24:MI') AS time,
  (
    SELECT min(free)
    FROM (
      SELECT capacity - booked - held + (id = ANY (${own}))::int AS free FROM slot
      WHERE department_id = $1 AND location_id = $2 AND slot.starts_at >= start.starts_at
      ORDER BY slot.starts_at LIMIT $3
    ) AS visited
  ) AS free`
