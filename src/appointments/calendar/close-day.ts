import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import type { Appointment } from '../appointment.ts'
import { cancelForOffice } from '../desk/cancel-for-office.ts'
import { moveForOffice, type Telling } from '../desk/move-for-office.ts'
import { freeAfter } from '../find-free.ts'
import { localDay, startOfDay } from '../local-time.ts'
import type { Translated } from '../office.ts'
import { rules } from '../rules.ts'
import { queueUp } from './edit.ts'
import { type ClosingTime, isAffected, isIn, valuesOf } from './preview-closing.ts'

/**
 * `how`: people are moved to the first free times after their own, or their appointments are cancelled. With a `reason` whole
 * days stay closed also where they are not open yet.
 */
export type ClosingDay = ClosingTime & {
  how: 'move' | 'cancel'
  reason?: Translated | undefined
  staffId: string | null
  now: Date
}

export type ClosedDay =
  /** Until `undoUntil` nobody is told. `cancelled` are also those for whom there was no other time. */
  | {
      outcome: 'closed'
      closingId: string
      undoUntil: Date
      slots: number
      moved: Appointment[]
      cancelled: Appointment[]
    }
  | { outcome: 'in-the-past' }

/** Closes the times, takes back what is only reserved in them, and finds everybody in them another time or cancels theirs. */
export async function closeDay(tx: Tx, closing: ClosingDay): Promise<ClosedDay> {
  const { how, staffId, now, ...time } = closing
  if (time.before <= now) return { outcome: 'in-the-past' }
  await queueUp(tx, time)
  const closingId = randomUUID()
  const undoUntil = new Date(now.getTime() + rules.undoSeconds * 1000)
  const slotIds = await closeSlots(tx, time, now)
  await endHolds(tx, slotIds)
  const tell = { dueAt: undoUntil, closingId }
  const moved: Appointment[] = []
  const cancelled: Appointment[] = []
  for (const each of await findAffected(tx, time, now)) {
    const other = how === 'move' ? await moveOn(tx, each, { now, tell }) : undefined
    const ended = other ? undefined : await cancelForOffice(tx, { appointmentId: each.id, by: 'office', tell })
    if (other) moved.push(other)
    if (ended) cancelled.push(ended)
  }
  await record(tx, { ...time, id: closingId, slotIds, closureId: await addClosure(tx, closing), staffId, now })
  return { outcome: 'closed', closingId, undoUntil, slots: slotIds.length, moved, cancelled }
}

async function closeSlots(tx: Tx, time: ClosingTime, now: Date): Promise<number[]> {
  const rows = await tx.query<{ id: number }>({
    name: 'close-day-slots',
    text: `
      WITH locked AS MATERIALIZED (
        SELECT * FROM slot
        WHERE ${isIn} AND starts_at + minutes * interval '1 minute' > $5 AND state = 'open'
        ORDER BY id FOR UPDATE
      )
      UPDATE slot SET state = 'closed', booked = locked.booked, held = locked.held, capacity = locked.capacity
      FROM locked WHERE slot.id = locked.id RETURNING slot.id`,
    values: valuesOf(time, now),
  })
  return rows.map(({ id }) => id)
}

/** Whoever is just typing is told by the clock that the time is gone, and offered others. */
async function endHolds(tx: Tx, slotIds: readonly number[]): Promise<void> {
  await tx.query({
    name: 'close-day-holds',
    text: `UPDATE hold SET expires_at = least(expires_at, clock_timestamp()) WHERE slot_ids && $1::int[]`,
    values: [slotIds],
  })
}

type Found = { id: string; departmentId: string; locationId: string; units: number; startsAt: Date }

async function findAffected(tx: Tx, time: ClosingTime, now: Date): Promise<Found[]> {
  return tx.query<Found>({
    name: 'close-day-affected',
    text: `
      SELECT id, department_id AS "departmentId", location_id AS "locationId", cardinality(slot_ids) AS units,
        starts_at AS "startsAt"
      FROM appointment WHERE ${isAffected} ORDER BY starts_at, id FOR UPDATE`,
    values: valuesOf(time, now),
  })
}

/** Not to an earlier time, which somebody might miss before they hear of it. */
async function moveOn(
  tx: Tx,
  { id: appointmentId, startsAt: after, ...place }: Found,
  { now, tell }: { now: Date; tell: Telling },
): Promise<Appointment | undefined> {
  for (const { startsAt } of await freeAfter(tx, { ...place, after, now })) {
    const moved = await moveForOffice(tx, { appointmentId, startsAt, by: 'office', now }, tell)
    if (moved) return moved
  }
  return undefined
}

async function addClosure(
  tx: Tx,
  { departmentId, locationId, from, before, reason }: ClosingDay,
): Promise<number | null> {
  const [firstDay, lastDay] = [localDay(from), localDay(new Date(before.getTime() - 1))]
  const isWhole = from.getTime() === startOfDay(firstDay).getTime() && localDay(before) > lastDay && isStart(before)
  if (reason === undefined || !isWhole) return null
  const [row] = await tx.query<{ id: number }>({
    name: 'close-day-closure',
    text: `
      INSERT INTO closure (department_id, location_id, first_day, last_day, reason) VALUES ($1, $2, $3, $4, $5)
      RETURNING id`,
    values: [departmentId ?? null, locationId, firstDay, lastDay, JSON.stringify(reason)],
  })
  return row?.id ?? null
}

function isStart(instant: Date): boolean {
  return instant.getTime() === startOfDay(localDay(instant)).getTime()
}

type Recorded = ClosingTime & {
  id: string
  slotIds: number[]
  closureId: number | null
  staffId: string | null
  now: Date
}

async function record(tx: Tx, closing: Recorded): Promise<void> {
  await tx.query({
    name: 'close-day',
    text: `
      INSERT INTO closing (id, department_id, location_id, from_at, before_at, slot_ids, closure_id, staff_id, closed_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      closing.id,
      closing.departmentId ?? null,
      closing.locationId,
      closing.from,
      closing.before,
      closing.slotIds,
      closing.closureId,
      closing.staffId,
      closing.now,
    ],
  })
}
