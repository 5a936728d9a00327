import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freeDays, freeTimes, nearestFree } from '#appointments/find-free.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, firstDay, furnish, now, place } from './small-office.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(() => clear(database))

test('offers the days and times that are free, and how many can come', async () => {
  await furnish(database, { days: 2, capacity: 3 })
  await fill('09:20', 3)
  await fill('09:40', 1)
  expect(await freeDays(database, { ...place, now })).toEqual([
    { day: '2026-11-24', free: 5 },
    { day: '2026-11-25', free: 6 },
  ])
  expect(await freeTimes(database, { ...place, day: firstDay, now })).toMatchObject([
    { time: '09:00', day: firstDay, startsAt: at('09:00'), free: 3 },
    { time: '09:40', free: 2 },
    { time: '10:00' },
    { time: '10:20' },
    { time: '10:40' },
  ])
})

test('a longer visit needs its slots in a row, and as many can come as the fullest of them lets in', async () => {
  await furnish(database, { capacity: 3 })
  await fill('09:20', 3)
  await fill('10:20', 2)
  expect((await times(2)).map(({ time, free }) => [time, free])).toEqual([
    ['09:40', 3],
    ['10:00', 1],
    ['10:20', 1],
  ])
  expect((await times(4)).map(({ time }) => time)).toEqual(['09:40'])
  expect(await freeDays(database, { ...place, units: 4, now })).toEqual([{ day: firstDay, free: 1 }])
})

test('a visit never begins before a break that it would reach over', async () => {
  await furnish(database)
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:40') }, data: { startsAt: at('09:50') } })
  expect((await times(2)).map(({ time }) => time)).toEqual(['09:00', '10:00', '10:20'])
})

test('a day without a time for the visit is not offered', async () => {
  await furnish(database, { days: 2, perDay: 2 })
  await fill('09:00', 1)
  expect(await freeDays(database, { ...place, units: 2, now })).toEqual([{ day: '2026-11-25', free: 1 }])
})

test('only tomorrow to the sixtieth day can be booked', async () => {
  await furnish(database, { days: 63, perDay: 1, from: '2026-11-23' })
  const days = await freeDays(database, { ...place, now })
  expect([days.length, days.at(0)?.day, days.at(-1)?.day]).toEqual([60, '2026-11-24', '2027-01-22'])
  for (const day of ['2026-11-23', '2027-01-23']) expect(await freeTimes(database, { ...place, day, now })).toEqual([])
})

test('the day begins at midnight in Neuss, not in Greenwich', async () => {
  await furnish(database, { days: 3, perDay: 1, from: '2026-11-23' })
  const lateEvening = new Date('2026-11-23T23:30:00Z')
  expect((await freeDays(database, { ...place, now: lateEvening })).map(({ day }) => day)).toEqual(['2026-11-25'])
})

test('times that the office closed are not offered', async () => {
  await furnish(database, { perDay: 2 })
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:00') }, data: { state: 'blocked' } })
  expect((await times(1)).map(({ time }) => time)).toEqual(['09:20'])
})

test('the nearest times come first, however far away the nearest one is', async () => {
  await furnish(database, { days: 30, perDay: 12 })
  const around = at('09:00', '2026-12-23')
  await database.prisma.slot.updateMany({ where: { startsAt: { gt: at('09:20') } }, data: { booked: 1 } })
  expect((await nearestFree(database, { ...place, around, now })).map(({ time }) => time)).toEqual(['09:20', '09:00'])
})

test('finds the nearest long visit among many short gaps', async () => {
  await furnish(database, { days: 40, perDay: 12 })
  await database.prisma
    .$executeRaw`UPDATE slot SET booked = 1 WHERE id % 3 = 0 AND starts_at < ${at('09:00', '2026-12-30')}`
  const [nearest] = await nearestFree(database, { ...place, units: 4, around: at('09:00'), now })
  expect(nearest).toMatchObject({ day: '2026-12-30', time: '09:00' })
})

function times(units: number) {
  return freeTimes(database, { ...place, units, day: firstDay, now })
}

async function fill(time: string, booked: number): Promise<void> {
  await database.prisma.slot.updateMany({ where: { startsAt: at(time) }, data: { booked } })
}
