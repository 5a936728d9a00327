import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadOffice, type Office } from '#appointments/office.ts'
import { openSlots } from '#appointments/open-slots.ts'
import { Language } from '#texts.ts'
import { seedOffice } from '../../prisma/seed/seed-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

const now = new Date('2026-11-22T12:00:00Z')
let database: FreshDatabase
let office: Office
beforeAll(async () => {
  database = await freshDatabase()
  await seedOffice(database.prisma)
  office = await loadOffice(database.prisma)
})
afterAll(() => database.close())

test('the first start furnishes the office, a later one leaves it alone', async () => {
  expect(await seedOffice(database.prisma)).toEqual({ seeded: false })
  expect(office.departments.map(({ id }) => id)).toEqual(['asylum', 'general', 'ukraine'])
  expect(office.locations.map(({ id }) => id)).toEqual(['neuss', 'grevenbroich'])
})

test('every department has services, each with documents to bring in every language', () => {
  for (const { services } of office.departments) {
    expect(services.length).toBeGreaterThanOrEqual(3)
    for (const { name, documents } of services) {
      expect(Object.keys(name).toSorted()).toEqual(Language.options.toSorted())
      const counts = Language.options.map((language) => documents[language]?.length)
      expect(new Set(counts).size, name.de).toBe(1)
    }
  }
})

test('a service is offered where its department has opening hours', () => {
  const places = office.departments.map(({ services }) => services[0]?.locationIds)
  expect(places).toEqual([['neuss'], ['neuss', 'grevenbroich'], ['neuss', 'grevenbroich']])
})

test('opens the next 60 days once, and later only the days that were added', async () => {
  const first = await openSlots(database, { now, days: 60 })
  expect(first).toMatchObject({ firstDay: '2026-11-23', lastDay: '2027-01-21' })
  expect(first.opened).toBeGreaterThan(1000)
  expect((await openSlots(database, { now, days: 60 })).opened).toBe(0)
  const nextDay = await openSlots(database, { now: new Date('2026-11-23T12:00:00Z'), days: 60 })
  expect(nextDay.lastDay).toBe('2027-01-22')
  expect(await slotsOn('2027-01-22')).toBe(nextDay.opened)
})

test('two processes that open at once open each slot once', async () => {
  const later = new Date('2027-01-22T12:00:00Z')
  const opened = await Promise.all([1, 2, 3, 4].map(() => openSlots(database, { now: later, days: 30 })))
  const sum = opened.reduce((total, each) => total + each.opened, 0)
  expect(await count("starts_at > timestamptz '2027-01-23'")).toBe(sum)
})

test('nothing opens on public holidays of the state, on closed days and at weekends', async () => {
  await openSlots(database, { now: new Date('2027-05-20T12:00:00Z'), days: 12 })
  expect(await slotsOn('2027-05-27'), 'Fronleichnam').toBe(0)
  expect(await slotsOn('2027-05-28')).toBeGreaterThan(0)
  expect(await slotsOn('2026-12-29'), 'closed between the years').toBe(0)
  expect(await slotsOn('2026-11-28'), 'a Saturday').toBe(0)
})

test('a slot that somebody closed stays closed', async () => {
  const slot = await database.prisma.slot.findFirstOrThrow({ orderBy: { startsAt: 'asc' } })
  await database.prisma.slot.update({ where: { id: slot.id }, data: { state: 'closed' } })
  await openSlots(database, { now, days: 60 })
  expect(await database.prisma.slot.findUniqueOrThrow({ where: { id: slot.id } })).toMatchObject({ state: 'closed' })
})

test('changed hours do not put a second grid over days that are open', async () => {
  await database.prisma.openingHours.updateMany({ data: { slotMinutes: 30 } })
  expect((await openSlots(database, { now, days: 60 })).opened).toBe(0)
})

function slotsOn(day: string): Promise<number> {
  return count(`(starts_at AT TIME ZONE 'Europe/Berlin')::date = date '${day}'`)
}

async function count(condition: string): Promise<number> {
  const [row] = await database.prisma.$queryRawUnsafe<{ count: bigint }[]>(
    `SELECT count(*) FROM slot WHERE ${condition}`,
  )
  return Number(row?.count)
}
