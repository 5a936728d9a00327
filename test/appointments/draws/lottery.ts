import type { Database } from '#database.ts'
import { drawLots } from '#appointments/draws/draw-lots.ts'
import { type Entering, enter } from '#appointments/draws/enter.ts'
import { offerPlaces } from '#appointments/draws/offer-places.ts'
import { type OpeningDraw, openDraw } from '#appointments/draws/open-draw.ts'
import { addDays } from '#appointments/local-time.ts'
import { firstDay, furnish, keys, newcomer, now } from '../small-office.ts'

/** The days of a draw's times, far enough behind its window. */
export const drawDay = addDays(firstDay, 7)

export const hours = (count: number, from = now): Date => new Date(from.getTime() + count * 3_600_000)

export const times = { opensAt: hours(-1), closesAt: hours(24), drawsAt: hours(25) }

/** An office whose times of one day nobody may book yet. */
export async function furnishForDraw(
  database: Database,
  { perDay = 6, capacity = 1 }: { perDay?: number; capacity?: number } = {},
): Promise<void> {
  await furnish(database, { from: drawDay, perDay, capacity })
  await database.prisma.slot.updateMany({ data: { publicFrom: hours(24 * 90) } })
}

export async function newDraw(database: Database, wish: Partial<OpeningDraw> = {}): Promise<string> {
  const place = { departmentId: 'general', serviceId: 'general-1', locationId: 'neuss' }
  const opening = { ...place, firstDay: drawDay, lastDay: drawDay, ...times, holdHours: 24, now, ...wish }
  const opened = await database.transaction((tx) => openDraw(tx, keys, opening))
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  return opened.id
}

/** Somebody of this name enters, from a conversation of their own unless one is said. */
export async function enters(database: Database, drawId: string, name: string, wish: Partial<Entering> = {}) {
  const conversationId = wish.conversationId ?? (await newcomer(database))
  const who = { applicant: { name, dateOfBirth: '1990-05-17' }, people: 1, language: 'uk' }
  const entering = { drawId, ...who, prefers: 'any' as const, takesWaitlist: true, now, ...wish, conversationId }
  const entered = await database.transaction((tx) => enter(tx, keys, entering))
  return { ...entered, conversationId }
}

/** Draws the lots when their time has come, and gives the places out. */
export async function draws(database: Database, drawId: string, at = times.drawsAt) {
  const drawn = await database.transaction((tx) => drawLots(tx, keys, { drawId, now: at }))
  const offered = await database.transaction((tx) => offerPlaces(tx, { drawId, now: at }))
  return { drawn, offered }
}
