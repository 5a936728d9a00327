import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { hold } from '#appointments/hold.ts'
import { subscribe, type Wish } from '#appointments/subscribe.ts'
import { findDueSeats } from '#appointments/waitlist/find-due.ts'
import { type PassedOn, passOn } from '#appointments/waitlist/pass-on.ts'
import type { Database } from '#database.ts'
import { at, keys, newcomer, now, oneUnit, someone } from '../small-office.ts'

export type Booked = { conversationId: string; code: string; id: string }

/** Somebody with an appointment, whose chat can be written to. */
export async function visitor(
  database: Database,
  { time = '09:00', day, units = 1 }: { time?: string; day?: string; units?: number } = {},
): Promise<Booked> {
  const conversationId = await newcomer(database, 'telegram')
  const wanted = { ...oneUnit, units, serviceId: `general-${units}` }
  const held = await hold(database, { ...wanted, conversationId, startsAt: at(time, day), now })
  if (held.outcome !== 'held') throw new Error(held.outcome)
  const result = await book(database, keys, { ...someone(conversationId), holdId: held.hold.id })
  if (result.outcome !== 'booked') throw new Error(result.outcome)
  return { conversationId, code: result.appointment.code, id: result.appointment.id }
}

/** Somebody who waits: for an earlier time than `appointmentCode`'s, or for any. */
export async function waiting(database: Database, wish: Partial<Wish> = {}): Promise<string> {
  const conversationId = wish.conversationId ?? (await newcomer(database, 'telegram'))
  await subscribe(database, {
    departmentId: 'general',
    serviceId: 'general-1',
    noticeMinutes: 60,
    ...wish,
    conversationId,
  })
  return conversationId
}

/** Somebody cancels, which frees a seat. */
export async function freed(
  database: Database,
  wanted: { time?: string; day?: string; units?: number } = {},
): Promise<string> {
  const { conversationId, code, id } = await visitor(database, wanted)
  const { outcome } = await cancel(database, { conversationId, code, now })
  if (outcome !== 'cancelled') throw new Error(outcome)
  return (await database.prisma.freedSeat.findFirstOrThrow({ where: { appointmentId: id } })).id
}

/** What the clock does with every freed seat that is due, once. */
export async function passAllOn(database: Database, when = now, random = () => 0.5): Promise<PassedOn['outcome'][]> {
  const done: PassedOn['outcome'][] = []
  for (const { id: freedSeatId } of await findDueSeats(database, { now: when, limit: 100 }))
    done.push((await database.transaction((tx) => passOn(tx, { freedSeatId, now: when, random }))).outcome)
  return done
}

/** Whom a seat was offered to, in order, with what became of it. */
export async function offersOf({ prisma }: Database, freedSeatId?: string) {
  return prisma.offer.findMany({
    where: freedSeatId === undefined ? {} : { freedSeatId },
    select: { id: true, conversationId: true, state: true },
    orderBy: [{ offeredAt: 'asc' }, { endedAt: { sort: 'asc', nulls: 'last' } }],
  })
}

/** The open offer of a conversation. */
export async function offerTo({ prisma }: Database, conversationId: string): Promise<string> {
  return (await prisma.offer.findFirstOrThrow({ where: { conversationId, state: 'offered' } })).id
}

/** Lets an offer run out as if its time had passed. */
export async function runOutOffer({ prisma }: Database, offerId: string): Promise<void> {
  await prisma.$executeRaw`UPDATE offer SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${offerId}::uuid`
}
