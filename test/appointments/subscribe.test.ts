import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { hold } from '#appointments/hold.ts'
import { subscribe } from '#appointments/subscribe.ts'
import { endWish } from '#appointments/waitlist/end-wish.ts'
import { endWishes } from '#appointments/waitlist/end-wishes.ts'
import { wishesOf } from '#appointments/waitlist/wishes-of.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, furnish, keys, newcomer, now, oneUnit, someone } from './small-office.ts'

let database: FreshDatabase
let conversationId: string
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { days: 3 })
  conversationId = await newcomer(database)
})

const wish = { departmentId: 'general', serviceId: 'general-1' }

test('the same wish twice is one; another one in the department changes it, and it keeps its place', async () => {
  const first = await subscribe(database, { ...wish, conversationId, until: '2026-12-24' })
  expect(await subscribe(database, { ...wish, conversationId, locationId: 'neuss', noticeMinutes: 60 })).toEqual(first)
  expect(await wishesOf(database, { conversationId })).toMatchObject([
    { locationId: 'neuss', until: null, noticeMinutes: 60 },
  ])
  expect(await subscribe(database, { ...wish, departmentId: 'asylum', conversationId })).not.toEqual(first)
})

test('two who ask at once for the same wish make one', async () => {
  await Promise.all(Array.from({ length: 8 }, () => subscribe(database, { ...wish, conversationId })))
  expect(await wishesOf(database, { conversationId })).toHaveLength(1)
})

test('a wish is ended by its own conversation and by no other', async () => {
  const { id: subscriptionId } = await subscribe(database, { ...wish, conversationId })
  expect(await endWish(database, { subscriptionId, conversationId: await newcomer(database) })).toBe(false)
  expect(await endWish(database, { subscriptionId, conversationId })).toBe(true)
  expect(await endWish(database, { subscriptionId, conversationId })).toBe(false)
  expect(await wishesOf(database, { conversationId })).toEqual([])
})

test('a wish ends by itself after its last day, and after a month', async () => {
  const { id } = await subscribe(database, { ...wish, conversationId, until: '2026-11-24' })
  await setMade(id, now)
  await endWishes(database, { now: at('23:59', '2026-11-24') })
  expect(await endOf(id)).toBeNull()
  await endWishes(database, { now: at('00:00', '2026-11-25') })
  expect(await endOf(id)).toBe('over')
  const other = await subscribe(database, { ...wish, conversationId })
  await setMade(other.id, new Date(now.getTime() - 31 * 86_400_000))
  await endWishes(database, { now })
  expect(await endOf(other.id)).toBe('aged')
})

test('a booked appointment that fulfils the wish ends it; with a later one it waits for an earlier time', async () => {
  const { id } = await subscribe(database, { ...wish, conversationId })
  await booked(conversationId, '2026-11-25')
  await endWishes(database, { now })
  expect(await endOf(id)).toBe('fulfilled')

  const other = await newcomer(database)
  const until = await subscribe(database, { ...wish, conversationId: other, until: '2026-11-24' })
  const code = await booked(other, '2026-11-26')
  await endWishes(database, { now })
  expect(await endOf(until.id)).toBeNull()
  expect(await wishesOf(database, { conversationId: other })).toMatchObject([{ appointmentCode: code }])
})

test('whoever waits for an earlier time waits no longer when the appointment is gone', async () => {
  const appointmentCode = await booked(conversationId, '2026-11-26')
  const { id } = await subscribe(database, { ...wish, conversationId, appointmentCode })
  await endWishes(database, { now })
  expect(await endOf(id)).toBeNull()
  await endWishes(database, { now: at('09:01', '2026-11-26') })
  expect(await endOf(id)).toBe('over')
})

async function booked(conversationId: string, day: string): Promise<string> {
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at('09:00', day), now })
  if (held.outcome !== 'held') throw new Error(held.outcome)
  const result = await book(database, keys, { ...someone(conversationId), holdId: held.hold.id })
  if (result.outcome !== 'booked') throw new Error(result.outcome)
  return result.appointment.code
}

async function setMade(id: string, createdAt: Date): Promise<void> {
  await database.prisma.subscription.update({ where: { id }, data: { createdAt } })
}

async function endOf(id: string) {
  return (await database.prisma.subscription.findUniqueOrThrow({ where: { id } })).endedWhy
}
