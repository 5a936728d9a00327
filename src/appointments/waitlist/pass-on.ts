import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { isQuiet, nextAllowed } from '../quiet-hours.ts'
import { daysOff } from '../days-off.ts'
import { localDay } from '../local-time.ts'
import { findNext, type FreedSeat, type Next } from './find-next.ts'
import { offerMinutes } from './offer-minutes.ts'
import { type Block, lastBlockDay, publicMoment } from './public-moment.ts'
import { isKept, settleSeat } from './settle-seat.ts'

export type PassedOn =
  | { outcome: 'offered'; offerId: string }
  /** Nobody wants it, or nobody may be disturbed: nothing more before `until`. */
  | { outcome: 'waits'; until: Date }
  | { outcome: 'public' }
  /** It was closed, or its time has come. */
  | { outcome: 'lapsed' }
  /** Somebody is being asked, or another process does it. */
  | { outcome: 'busy' }

/** The least time before its start in which a seat is of use to anybody who has to come. */
const leastMinutes = 60

/**
 * What becomes of a freed seat now: offered to the next person on the waitlist, one at a time, outside quiet hours; then everybody's,
 * at a random moment. Its row is locked: of several processes one does it.
 */
export async function passOn(
  tx: Tx,
  { freedSeatId, now, random }: { freedSeatId: string; now: Date; random: () => number },
): Promise<PassedOn> {
  const seat = await lockSeat(tx, freedSeatId)
  if (!seat) return { outcome: 'busy' }
  if (!seat.isOpen || seat.startsAt <= now) {
    await settleSeat(tx, { freedSeatId, as: 'lapsed', now })
    return { outcome: 'lapsed' }
  }
  if (await isAsking(tx, freedSeatId)) return { outcome: 'busy' }
  const release = async (): Promise<PassedOn> => {
    await settleSeat(tx, { freedSeatId, as: 'public', now })
    return { outcome: 'public' }
  }
  if (isQuiet(now)) {
    const morning = nextAllowed(now)
    const isTooLate = seat.startsAt.getTime() - morning.getTime() < leastMinutes * 60_000
    return isTooLate ? release() : wait(tx, seat, { until: morning, publicAt: null })
  }
  const next = await findNext(tx, { seat, now })
  const offerId = next && (await offer(tx, { seat, next, now }))
  if (offerId !== undefined) return { outcome: 'offered', offerId }
  // Somebody else's seat was offered to the same person in this moment: there may be another.
  if (next) return { outcome: 'busy' }
  const blocks = await blocksOf(tx, seat)
  const off = await daysOff(tx, { firstDay: localDay(now), lastDay: lastBlockDay(now) })
  const publicAt = seat.publicAt ?? publicMoment({ now, startsAt: seat.startsAt, blocks, daysOff: off, random })
  return publicAt <= now ? release() : wait(tx, seat, { until: publicAt, publicAt })
}

type LockedSeat = FreedSeat & { state: 'waiting' | 'offered'; publicAt: Date | null; isOpen: boolean }

async function lockSeat(tx: Tx, freedSeatId: string): Promise<LockedSeat | undefined> {
  const [seat] = await tx.query<LockedSeat>({
    name: 'pass-on-lock',
    text: `
      SELECT id, department_id AS "departmentId", location_id AS "locationId", starts_at AS "startsAt",
        cardinality(slot_ids) AS units, state, CASE WHEN state = 'waiting' THEN public_at END AS "publicAt",
        NOT EXISTS (SELECT FROM slot WHERE slot.id = ANY (slot_ids) AND slot.state <> 'open') AS "isOpen"
      FROM freed_seat WHERE id = $1 AND ${isKept} FOR UPDATE SKIP LOCKED`,
    values: [freedSeatId],
  })
  return seat
}

/** Ends the offer that ran out. Judged under the seat's lock, by the clock that runs: whoever accepts meets it here. */
async function isAsking(tx: Tx, freedSeatId: string): Promise<boolean> {
  const [row] = await tx.query<{ isLive: boolean }>({
    name: 'pass-on-expire',
    text: `
      WITH
        asked AS MATERIALIZED (
          SELECT id, expires_at <= clock_timestamp() AS is_over FROM offer WHERE freed_seat_id = $1 AND state = 'offered' FOR UPDATE
        ),
        ended AS (
          UPDATE offer SET state = 'expired', ended_at = clock_timestamp() FROM asked WHERE offer.id = asked.id AND is_over
        )
      SELECT bool_or(NOT is_over) AS "isLive" FROM asked`,
    values: [freedSeatId],
  })
  return row?.isLive ?? false
}

/** Undefined when the person was offered something else in the same moment. */
async function offer(
  tx: Tx,
  { seat, next, now }: { seat: FreedSeat; next: Next; now: Date },
): Promise<string | undefined> {
  const offerId = randomUUID()
  const rows = await tx.query({
    name: 'pass-on-offer',
    text: `
      WITH made AS (
        INSERT INTO offer (id, freed_seat_id, subscription_id, conversation_id, day, offered_at, expires_at)
        VALUES ($2, $1, $3, $4, $5::date, $6, clock_timestamp() + $7 * interval '1 minute')
        ON CONFLICT DO NOTHING
        RETURNING freed_seat_id
      )
      UPDATE freed_seat SET state = 'offered', public_at = NULL, next_at = NULL FROM made WHERE freed_seat.id = made.freed_seat_id
      RETURNING id`,
    values: [
      seat.id,
      offerId,
      next.subscriptionId,
      next.conversationId,
      localDay(now),
      now,
      offerMinutes({ now, startsAt: seat.startsAt }),
    ],
  })
  return rows.length > 0 ? offerId : undefined
}

async function wait(
  tx: Tx,
  { id }: FreedSeat,
  { until, publicAt }: { until: Date; publicAt: Date | null },
): Promise<PassedOn> {
  await tx.query({
    name: 'pass-on-wait',
    text: `UPDATE freed_seat SET state = 'waiting', next_at = $2, public_at = coalesce($3, public_at) WHERE id = $1`,
    values: [id, until, publicAt],
  })
  return { outcome: 'waits', until }
}

async function blocksOf(tx: Tx, { departmentId, locationId }: FreedSeat): Promise<Block[]> {
  return tx.query<Block>({
    name: 'pass-on-blocks',
    text: 'SELECT weekday, opens, closes FROM opening_hours WHERE department_id = $1 AND location_id = $2',
    values: [departmentId, locationId],
  })
}
