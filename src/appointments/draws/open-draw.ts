import { randomBytes, randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'
import { openDays } from '../calendar/open-days.ts'
import { addDays, localDay, startOfDay } from '../local-time.ts'
import { rules } from '../rules.ts'
import { commitmentOf } from './order.ts'
import { placesOf } from './places.ts'

/** Days "YYYY-MM-DD" with both ends, local times "HH:MM" of each of them; the hold in hours. */
export type OpeningDraw = {
  departmentId: string
  serviceId: string
  locationId: string
  firstDay: string
  lastDay: string
  from?: string | undefined
  before?: string | undefined
  opensAt: Date
  closesAt: Date
  drawsAt: Date
  holdHours: number
  staffId?: string | undefined
  now: Date
}

export type OpenedDraw =
  | { outcome: 'opened'; id: string; places: number; commitment: string }
  | { outcome: 'not-a-service' | 'out-of-order' | 'closes-in-the-past' | 'too-soon' | 'no-times' }

/**
 * Opens a draw over the times of these days that nobody may book yet; days that are not open at all open for it. They become
 * nobody's but the draw's: until it is over only the desk could still book them.
 */
export async function openDraw(tx: Tx, keys: Keys, opening: OpeningDraw): Promise<OpenedDraw> {
  const { departmentId, serviceId, locationId, firstDay, lastDay, opensAt, closesAt, drawsAt, holdHours, now } = opening
  if (opensAt >= closesAt || closesAt > drawsAt || lastDay < firstDay) return { outcome: 'out-of-order' }
  if (closesAt <= now) return { outcome: 'closes-in-the-past' }
  const firstStart = new Date(drawsAt.getTime() + (holdHours + leadHours) * 3_600_000)
  if (startOfDay(addDays(firstDay, 1)) <= firstStart) return { outcome: 'too-soon' }
  const units = await unitsOf(tx, { departmentId, serviceId })
  if (units === undefined) return { outcome: 'not-a-service' }
  if (firstDay >= localDay(now)) {
    // What the draw does not take of these days becomes public when days do, but not before the lots are drawn.
    const usual = startOfDay(addDays(firstDay, -rules.lastDay))
    const publicFrom = usual > drawsAt ? usual : drawsAt
    await openDays(tx, { departmentId, locationId, firstDay, lastDay, publicFrom, now })
  }
  const slots = await takeSlots(tx, { ...opening, firstStart })
  const places = placesOf(slots, units).length
  if (places === 0) return { outcome: 'no-times' }
  const id = randomUUID()
  const seed = randomBytes(32).toString('hex')
  const commitment = commitmentOf(seed)
  await tx.query({
    name: 'open-draw',
    text: `
      INSERT INTO draw (id, department_id, service_id, location_id, slot_ids, opens_at, closes_at, draws_at, hold_hours,
        commitment, sealed_seed, staff_id, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      id,
      departmentId,
      serviceId,
      locationId,
      slots.map((slot) => slot.id),
      opensAt,
      closesAt,
      drawsAt,
      holdHours,
      Buffer.from(commitment, 'hex'),
      encrypt(keys.wrapping, seed, seedPlace(id)),
      opening.staffId ?? null,
      now,
    ],
  })
  return { outcome: 'opened', id, places, commitment }
}

/** Nobody is offered a time that begins sooner: hours. */
export const leadHours = 2

export function seedPlace(drawId: string): string {
  return `draw.sealed_seed.${drawId}`
}

async function unitsOf(tx: Tx, { departmentId, serviceId }: { departmentId: string; serviceId: string }) {
  const [service] = await tx.query<{ units: number }>({
    name: 'draw-units-of',
    text: 'SELECT units FROM service WHERE id = $1 AND department_id = $2 AND NOT retired',
    values: [serviceId, departmentId],
  })
  return service?.units
}

type Slot = { id: number; startsAt: Date; minutes: number; free: number }

/** Times that are public already stay so: whoever looks at them must not see them vanish. */
async function takeSlots(tx: Tx, opening: OpeningDraw & { firstStart: Date }): Promise<Slot[]> {
  const { departmentId, locationId, firstDay, lastDay, from, before, firstStart, now } = opening
  return tx.query<Slot>({
    name: 'draw-take-slots',
    text: `
      WITH locked AS MATERIALIZED (
        SELECT * FROM slot
        WHERE department_id = $1 AND location_id = $2 AND starts_at >= $3 AND starts_at < $4 AND starts_at >= $5
          AND to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'HH24:MI') >= coalesce($6, '00:00')
          AND to_char(starts_at AT TIME ZONE 'Europe/Berlin', 'HH24:MI') < coalesce($7, '24:00')
          AND state = 'open' AND public_from > $8
          AND NOT EXISTS (SELECT FROM draw WHERE slot.id = ANY (draw.slot_ids) AND ${isRunning})
        ORDER BY id FOR UPDATE
      )
      UPDATE slot SET public_from = locked.starts_at, booked = locked.booked, held = locked.held, capacity = locked.capacity
      FROM locked WHERE slot.id = locked.id AND locked.booked + locked.held < locked.capacity
      RETURNING slot.id, slot.starts_at AS "startsAt", slot.minutes, locked.capacity - locked.booked - locked.held AS free`,
    values: [
      departmentId,
      locationId,
      startOfDay(firstDay),
      startOfDay(addDays(lastDay, 1)),
      firstStart,
      from ?? null,
      before ?? null,
      now,
    ],
  })
}

/** SQL: whether the row `draw` still has a say in its times. */
export const isRunning = '(draw.settled_at IS NULL AND draw.cancelled_at IS NULL)'
