import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { expireHold, findDueHolds } from '#appointments/expire-hold.ts'
import { type Hold, hold } from '#appointments/hold.ts'
import { release } from '#appointments/release.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, furnish, newcomer, newcomers, now, oneUnit, runOut, seats, somebodyWaits } from './small-office.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ connections: 50 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

test('reserves a time for ten minutes by the database’s clock', async () => {
  await furnish(database)
  const mine = await held(await newcomer(database), '09:20')
  expect(mine).toMatchObject({ startsAt: at('09:20'), endsAt: at('09:40'), units: 1, serviceId: 'general-1' })
  expect(mine.expiresAt.getTime() - (await databaseNow())).toBeCloseTo(600_000, -3)
  expect(await seats(database, '09:20')).toEqual({ booked: 0, held: 1 })
})

test('offers the nearest other times when the chosen one was taken meanwhile', async () => {
  await furnish(database, { days: 2 })
  await held(await newcomer(database), '09:40')
  const refused = await hold(database, {
    ...oneUnit,
    conversationId: await newcomer(database),
    startsAt: at('09:40'),
    now,
  })
  expect(refused).toMatchObject({ outcome: 'taken' })
  const times = refused.outcome === 'taken' ? refused.alternatives.map(({ day, time }) => `${day} ${time}`) : []
  expect(times).toEqual([
    '2026-11-24 09:20',
    '2026-11-24 10:00',
    '2026-11-24 09:00',
    '2026-11-24 10:20',
    '2026-11-24 10:40',
    '2026-11-25 09:00',
  ])
})

test('reserves several consecutive times together or none of them', async () => {
  await furnish(database)
  await held(await newcomer(database), '10:00')
  const family = await newcomer(database)
  expect(await hold(database, { ...fourUnits, conversationId: family, startsAt: at('09:20'), now })).toMatchObject({
    outcome: 'taken',
    alternatives: [],
  })
  expect(await seats(database, '09:20')).toEqual({ booked: 0, held: 0 })
  expect(await hold(database, { ...twoUnits, conversationId: family, startsAt: at('09:20'), now })).toMatchObject({
    outcome: 'held',
    hold: { endsAt: at('10:00'), units: 2 },
  })
})

test('a visit does not reach over the lunch break', async () => {
  await furnish(database)
  await database.prisma.slot.deleteMany({ where: { startsAt: at('09:40') } })
  const visit = { ...twoUnits, conversationId: await newcomer(database), now }
  expect(await hold(database, { ...visit, startsAt: at('09:20') })).toMatchObject({ outcome: 'taken' })
  expect(await hold(database, { ...visit, startsAt: at('10:40') })).toMatchObject({ outcome: 'taken' })
  expect(await hold(database, { ...visit, startsAt: at('10:00') })).toMatchObject({ outcome: 'held' })
})

test('a second choice replaces the first, also where both share a slot', async () => {
  await furnish(database)
  const conversationId = await newcomer(database)
  const first = await hold(database, { ...twoUnits, conversationId, startsAt: at('09:00'), now })
  const second = await hold(database, { ...twoUnits, conversationId, startsAt: at('09:20'), now })
  expect([first.outcome, second.outcome]).toEqual(['held', 'held'])
  const times = ['09:00', '09:20', '09:40']
  expect((await Promise.all(times.map((time) => seats(database, time)))).map(({ held }) => held)).toEqual([0, 1, 1])
})

test('choosing the same time again keeps it, for another ten minutes', async () => {
  await furnish(database)
  const conversationId = await newcomer(database)
  const first = await held(conversationId, '09:00')
  const second = await held(conversationId, '09:00')
  expect(second.id).not.toBe(first.id)
  expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 1 })
})

test('a second choice that is refused keeps the first', async () => {
  await furnish(database)
  const [conversationId = '', other = ''] = await newcomers(database, 2)
  const mine = await held(conversationId, '09:00')
  await held(other, '09:20')
  expect(await hold(database, { ...oneUnit, conversationId, startsAt: at('09:20'), now })).toMatchObject({
    outcome: 'taken',
  })
  expect(await database.prisma.hold.findUnique({ where: { conversationId } })).toMatchObject({ id: mine.id })
})

test('a time that the office closed can’t be reserved', async () => {
  await furnish(database)
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:00') }, data: { state: 'closed' } })
  const conversationId = await newcomer(database)
  expect(await hold(database, { ...oneUnit, conversationId, startsAt: at('09:00'), now })).toMatchObject({
    outcome: 'taken',
  })
})

test.for(['2026-11-23', '2027-01-23'])('no time can be reserved on %s: too soon, or too far away', async (day) => {
  await furnish(database, { from: day })
  const conversationId = await newcomer(database)
  const refused = await hold(database, { ...oneUnit, conversationId, startsAt: at('09:00', day), now })
  expect(refused).toEqual({ outcome: 'taken', alternatives: [] })
})

test('of fifty people who choose the last seat at once one gets it, and the others other times', async () => {
  await furnish(database)
  const outcomes = await Promise.all(
    (await newcomers(database, 50)).map((conversationId) =>
      database.transaction((tx) => hold(tx, { ...oneUnit, conversationId, startsAt: at('09:00'), now })),
    ),
  )
  const refused = outcomes.filter(({ outcome }) => outcome === 'taken')
  expect(refused).toHaveLength(49)
  expect(refused.every((other) => other.outcome === 'taken' && other.alternatives.length > 0)).toBe(true)
})

test('a seat that is given back while somebody waits for it goes to them', async () => {
  await furnish(database)
  const [hesitant = '', waiting = ''] = await newcomers(database, 2)
  await held(hesitant, '09:00')
  const later = await database.transaction(async (tx) => {
    await release(tx, { conversationId: hesitant })
    const result = hold(database, { ...oneUnit, conversationId: waiting, startsAt: at('09:00'), now })
    await somebodyWaits(database)
    return { result }
  })
  expect(await later.result).toMatchObject({ outcome: 'held' })
})

test('one person tapping many times at once holds one time', async () => {
  await furnish(database)
  const conversationId = await newcomer(database)
  const times = ['09:00', '09:20', '09:40', '10:00', '10:20']
  await Promise.all(
    [...times, ...times].map((time) => hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })),
  )
  expect(await database.prisma.hold.count()).toBe(1)
})

test('people who change between overlapping visits never wait for each other for ever', async () => {
  await furnish(database, { capacity: 40 })
  await Promise.all(
    (await newcomers(database, 40)).map(async (conversationId, index) => {
      for (let turn = 0; turn < 10; turn++) {
        const time = (turn + index) % 2 === 0 ? '09:00' : '09:40'
        await hold(database, { ...fourUnits, conversationId, startsAt: at(time), now })
      }
    }),
  )
  expect(await deadlocks()).toBe(0)
})

test('gives a reserved time back, twice with the effect of once', async () => {
  await furnish(database)
  const conversationId = await newcomer(database)
  await held(conversationId, '09:00')
  await Promise.all([release(database, { conversationId }), release(database, { conversationId })])
  await release(database, { conversationId })
  expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 0 })
})

test('a reservation runs out by the database’s clock, once', async () => {
  await furnish(database)
  const conversationId = await newcomer(database)
  const { id: holdId } = await held(conversationId, '09:00')
  expect(await findDueHolds(database, { limit: 10 })).toEqual([])
  expect(await expireHold(database, { conversationId, holdId })).toBeUndefined()
  await runOut(database, conversationId)
  expect(await findDueHolds(database, { limit: 10 })).toEqual([{ conversationId, channel: 'webchat', holdId }])
  const expired = await Promise.all([1, 2, 3].map(() => expireHold(database, { conversationId, holdId })))
  expect(expired.filter(Boolean)).toHaveLength(1)
  expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 0 })
})

test('a reservation that was replaced meanwhile does not run out by its old name', async () => {
  await furnish(database)
  const conversationId = await newcomer(database)
  const { id: holdId } = await held(conversationId, '09:00')
  await held(conversationId, '09:20')
  await runOut(database, conversationId)
  expect(await expireHold(database, { conversationId, holdId })).toBeUndefined()
})

const twoUnits = { ...oneUnit, serviceId: 'general-2', units: 2 }
const fourUnits = { ...oneUnit, serviceId: 'general-4', units: 4 }

async function held(conversationId: string, time: string): Promise<Hold> {
  const result = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (result.outcome !== 'held') throw new Error('The time is taken')
  return result.hold
}

async function databaseNow(): Promise<number> {
  const [row] = await database.query<{ now: Date }>({
    name: 'test-now',
    text: 'SELECT clock_timestamp() AS now',
    values: [],
  })
  return row?.now.getTime() ?? 0
}

async function deadlocks(): Promise<number> {
  const [row] = await database.query<{ deadlocks: number }>({
    name: 'test-deadlocks',
    text: 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    values: [],
  })
  return row?.deadlocks ?? -1
}
