import type { Tx } from '#database.ts'
import { addDays, instantOf, localDay } from '../local-time.ts'
import { isRunning, leadHours } from './open-draw.ts'
import { assign, type FreeSlot, type Place, placesOf, type TimeOfDay } from './places.ts'

type Locked = { departmentId: string; slotIds: number[]; units: number; holdHours: number }
type NextLot = { id: string; prefers: TimeOfDay; hasOne: boolean }

/**
 * Gives every free place of a draw to the lot that is next, to confirm within the draw's hours. A lot whose person has an
 * appointment meanwhile is passed over. The first time, those who got none are told so. When nobody is left or nothing is, the
 * draw is settled: what nobody wanted becomes public at an hour that everybody can know, and nobody's data are kept.
 */
export async function offerPlaces(
  tx: Tx,
  { drawId, now }: { drawId: string; now: Date },
): Promise<{ offered: number; isSettled: boolean }> {
  const [draw] = await tx.query<Locked>({
    name: 'offer-lock-draw',
    text: `
      SELECT draw.department_id AS "departmentId", slot_ids AS "slotIds", service.units, hold_hours AS "holdHours"
      FROM draw JOIN service ON service.id = draw.service_id
      WHERE draw.id = $1 AND drawn_at IS NOT NULL AND ${isRunning} FOR UPDATE OF draw`,
    values: [drawId],
  })
  if (!draw) return { offered: 0, isSettled: true }
  const lots = await nextLots(tx, { drawId, departmentId: draw.departmentId, now })
  await passOver(
    tx,
    lots.filter(({ hasOne }) => hasOne).map(({ id }) => id),
  )
  const waiting = lots.filter(({ hasOne }) => !hasOne)
  const places = placesOf(await freeSlots(tx, { slotIds: draw.slotIds, now }), draw.units)
  const given = assign(waiting.slice(0, places.length), places)
  if (given.length > 0) await give(tx, given, { holdHours: draw.holdHours, now })
  await tellTheOthers(tx, drawId)
  return { offered: given.length, isSettled: await settle(tx, { drawId, slotIds: draw.slotIds, now }) }
}

/** In the order that was drawn. */
async function nextLots(tx: Tx, { drawId, departmentId, now }: { drawId: string; departmentId: string; now: Date }) {
  return tx.query<NextLot>({
    name: 'offer-next-lots',
    text: `
      SELECT id, prefers, EXISTS (
        SELECT FROM appointment
        WHERE identity = lot.identity AND department_id = $2 AND state = 'booked' AND active AND ends_at > $3
      ) AS "hasOne"
      FROM lot WHERE draw_id = $1 AND state = 'waiting' ORDER BY rank FOR UPDATE OF lot`,
    values: [drawId, departmentId, now],
  })
}

/** Whoever has an appointment already. */
async function passOver(tx: Tx, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length === 0) return
  await tx.query({
    name: 'offer-pass-over',
    text: `
      WITH former AS (SELECT data_key_id FROM lot WHERE id = ANY ($1)),
        passed AS (
          UPDATE lot SET state = 'passed', news = 'passed', told_at = NULL, identity = NULL, name = NULL, date_of_birth = NULL,
            data_key_id = NULL
          WHERE id = ANY ($1)
        )
      DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM former)`,
    values: [lotIds],
  })
}

async function freeSlots(tx: Tx, { slotIds, now }: { slotIds: number[]; now: Date }): Promise<FreeSlot[]> {
  const slots = await tx.query<FreeSlot>({
    name: 'offer-free-slots',
    text: `
      SELECT id, starts_at AS "startsAt", minutes, capacity - booked - held AS free FROM slot
      WHERE id = ANY ($1) AND state = 'open' AND starts_at > $2 ORDER BY id FOR UPDATE`,
    values: [slotIds, new Date(now.getTime() + leadHours * hour)],
  })
  return slots.filter(({ free }) => free > 0)
}

/** The slots are locked by the look at what is free: what is counted here is still so. */
async function give(
  tx: Tx,
  given: readonly { lot: NextLot; place: Place }[],
  { holdHours, now }: { holdHours: number; now: Date },
): Promise<void> {
  const expiry = ({ startsAt }: Place) =>
    new Date(Math.min(now.getTime() + holdHours * hour, startsAt.getTime() - (leadHours * hour) / 2))
  await tx.query({
    name: 'offer-give',
    text: `
      WITH
        given AS MATERIALIZED (
          SELECT id, slots::int[] AS slot_ids, starts_at, ends_at, expires_at
          FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
            AS given (id, slots, starts_at, ends_at, expires_at)
        ),
        offered AS (
          UPDATE lot SET state = 'offered', slot_ids = given.slot_ids, starts_at = given.starts_at, ends_at = given.ends_at,
            expires_at = given.expires_at, news = 'won', told_at = NULL
          FROM given WHERE lot.id = given.id
        ),
        seats AS MATERIALIZED (SELECT unnest(slot_ids) AS id, count(*) AS taken FROM given GROUP BY 1)
      UPDATE slot SET held = held + taken FROM seats WHERE slot.id = seats.id`,
    values: [
      given.map(({ lot }) => lot.id),
      given.map(({ place }) => `{${place.slotIds.join(',')}}`),
      given.map(({ place }) => place.startsAt),
      given.map(({ place }) => place.endsAt),
      given.map(({ place }) => expiry(place)),
    ],
  })
}

const hour = 3_600_000

async function tellTheOthers(tx: Tx, drawId: string): Promise<void> {
  await tx.query({
    name: 'offer-tell-others',
    text: "UPDATE lot SET news = 'lost' WHERE draw_id = $1 AND state = 'waiting' AND news IS NULL",
    values: [drawId],
  })
}

/** Over is a draw when no lot waits or is offered a place, or when its last time is too near. */
async function settle(
  tx: Tx,
  { drawId, slotIds, now }: { drawId: string; slotIds: number[]; now: Date },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'settle-draw',
    text: `
      WITH
        settled AS MATERIALIZED (
          SELECT id FROM draw WHERE id = $1
            AND NOT EXISTS (SELECT FROM lot WHERE draw_id = $1 AND state = 'offered')
            AND (
              NOT EXISTS (SELECT FROM lot WHERE draw_id = $1 AND state = 'waiting')
              OR NOT EXISTS (SELECT FROM slot WHERE id = ANY ($2) AND starts_at > $3)
            )
        ),
        ended AS (UPDATE draw SET settled_at = $4 FROM settled WHERE draw.id = settled.id),
        locked AS MATERIALIZED (
          SELECT id FROM slot WHERE id = ANY ($2) AND public_from = starts_at AND EXISTS (SELECT FROM settled) ORDER BY id FOR UPDATE
        ),
        released AS (UPDATE slot SET public_from = $5 FROM locked WHERE slot.id = locked.id),
        former AS MATERIALIZED (SELECT lot.id, data_key_id FROM lot JOIN settled ON draw_id = settled.id WHERE state = 'waiting'),
        forgotten AS (
          UPDATE lot SET identity = NULL, name = NULL, date_of_birth = NULL, data_key_id = NULL, news = 'over', told_at = NULL
          FROM former WHERE lot.id = former.id
        ),
        keys AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM former))
      SELECT FROM settled`,
    values: [drawId, slotIds, new Date(now.getTime() + leadHours * hour), now, releaseMoment(now)],
  })
  return rows.length > 0
}

/** What a draw leaves over becomes public at eight o'clock of the next day: nobody gets it by watching. */
export function releaseMoment(now: Date): Date {
  const day = addDays(localDay(now), 1)
  const moment = instantOf({ day, time: '08:00' })
  if (!moment) throw new Error(`There is no eight o'clock on ${day}`)
  return moment
}

/** Draws whose lots are drawn and that are not over. */
export async function findRunningDraws({ query }: Pick<Tx, 'query'>): Promise<string[]> {
  const rows = await query<{ id: string }>({
    name: 'find-running-draws',
    text: `SELECT id FROM draw WHERE drawn_at IS NOT NULL AND ${isRunning} ORDER BY drawn_at, id`,
    values: [],
  })
  return rows.map(({ id }) => id)
}
