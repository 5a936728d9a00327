import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { freeDays, freeTimes } from '#appointments/find-free.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { changeCapacity } from '#appointments/calendar/change-capacity.ts'
import { openDays } from '#appointments/calendar/open-days.ts'
import { readWeek } from '#appointments/calendar/read-week.ts'
import { releaseAt } from '#appointments/calendar/release-at.ts'
import { removeClosure, saveClosure } from '#appointments/calendar/save-closure.ts'
import { type HoursWish, removeHours, saveHours } from '#appointments/calendar/save-hours.ts'
import { setSlots } from '#appointments/calendar/set-slots.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, firstDay, furnish, newcomer, now, oneUnit, place } from '../small-office.ts'
import { visitor } from '../attendance/visitors.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
/** A place that is open on nine Tuesdays from nine to ten, in slots of twenty minutes, for one person each. */
beforeEach(async () => {
  await clear(database)
  await furnish(database, { perDay: 0 })
  tuesdays = await save({ ...hours, weekday: 2 })
  await open({ lastDay: addDays(firstDay, 59) })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

const hours = {
  departmentId: 'general',
  locationId: 'neuss',
  opens: '09:00',
  closes: '10:00',
  slotMinutes: 20,
  capacity: 1,
}
let tuesdays: { id: number; version: number }
const second = addDays(firstDay, 7)

const change = (wish: Parameters<typeof saveHours>[1]) => database.transaction((tx) => saveHours(tx, wish))
async function save(wish: HoursWish) {
  const saved = await change({ ...wish, now })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  return saved.hours
}
const open = (wish: { firstDay?: string; lastDay: string; publicFrom?: Date }) =>
  openDays(database, { departmentId: 'general', locationId: 'neuss', firstDay, now, ...wish })

async function times(day: string): Promise<string[]> {
  const week = await readWeek(database, { locationId: 'neuss', firstDay: day, days: 1 })
  return (week.days[0]?.slots ?? []).map(
    ({ time, state, capacity }) => `${time} ${capacity}${state === 'open' ? '' : ` ${state}`}`,
  )
}

test('the week shows what is open, booked, held and closed, and why nothing is', async () => {
  await visitor(database, '09:00')
  await hold(database, { ...oneUnit, conversationId: await newcomer(database), startsAt: at('09:20'), now })
  await change({ ...hours, day: '2026-12-24', now })
  const { days, hours: weekly } = await readWeek(database, {
    locationId: 'neuss',
    firstDay,
    departmentIds: ['general'],
  })
  expect(weekly).toMatchObject([{ weekday: 2, opens: '09:00', version: 1 }])
  expect(days.map(({ day }) => day)).toEqual(Array.from({ length: 7 }, (_, index) => addDays(firstDay, index)))
  expect(days[0]?.slots.map(({ time, booked, held }) => [time, booked, held])).toEqual([
    ['09:00', 1, 0],
    ['09:20', 0, 1],
    ['09:40', 0, 0],
  ])
  const christmas = await readWeek(database, { locationId: 'neuss', firstDay: '2026-12-24', days: 2 })
  expect(christmas.days).toMatchObject([
    { holiday: null, special: [{ opens: '09:00' }] },
    { holiday: '1. Weihnachtstag', special: [] },
  ])
  expect(
    (await readWeek(database, { locationId: 'neuss', firstDay, departmentIds: ['asylum'] })).days[0]?.slots,
  ).toEqual([])
})

test('changed hours change the days that are open, but for times that somebody has', async () => {
  const wish = { ...hours, weekday: 2, now }
  await visitor(database, '09:00')
  expect(await change({ ...wish, opens: '09:20', closes: '10:20', former: tuesdays })).toMatchObject({
    outcome: 'saved',
    hours: { version: 2, opens: '09:20' },
    effect: { opened: 9, removed: 8, kept: 1 },
  })
  expect(await times(firstDay)).toEqual(['09:00 1', '09:20 1', '09:40 1', '10:00 1'])
  expect(await times(second)).toEqual(['09:20 1', '09:40 1', '10:00 1'])
})

test('another length of slots makes a new grid where nobody is in the way', async () => {
  await visitor(database, '09:20')
  await change({ ...hours, weekday: 2, slotMinutes: 30, former: tuesdays, now })
  expect(await times(second)).toEqual(['09:00 1', '09:30 1'])
  expect(await times(firstDay)).toEqual(['09:20 1'])
})

test('two people who edit the same hours: the second sees what the first one changed', async () => {
  const [one, other] = await Promise.all([
    change({ ...hours, weekday: 2, capacity: 2, former: tuesdays, now }),
    change({ ...hours, weekday: 2, capacity: 3, former: tuesdays, now }),
  ])
  const [won, lost] = one.outcome === 'saved' ? [one, other] : [other, one]
  expect(won.outcome).toBe('saved')
  expect(lost).toMatchObject({
    outcome: 'changed-meanwhile',
    current: { version: 2, capacity: won.outcome === 'saved' ? won.hours.capacity : 0 },
  })
  expect(await change({ ...hours, weekday: 2, former: { id: 9999, version: 1 }, now })).toEqual({ outcome: 'gone' })
})

test('hours that overlap, end before they begin or fit no visit are refused', async () => {
  const wish = { ...hours, weekday: 2, now }
  expect(await change({ ...wish, opens: '09:40', closes: '11:00' })).toMatchObject({
    outcome: 'overlaps',
    hours: { opens: '09:00' },
  })
  expect(await change({ ...wish, opens: '10:00', closes: '11:00' })).toMatchObject({ outcome: 'saved' })
  expect(await change({ ...wish, opens: '12:00', closes: '11:00' })).toEqual({ outcome: 'too-short' })
  expect(await change({ ...wish, opens: '12:00', closes: '12:10' })).toEqual({ outcome: 'too-short' })
  expect(await change({ ...hours, day: '2026-11-22', now })).toEqual({ outcome: 'in-the-past' })
})

test('hours that are taken away take their free times with them', async () => {
  await visitor(database, '09:00')
  const removed = await database.transaction((tx) => removeHours(tx, { kind: 'weekly', ...tuesdays, now }))
  expect(removed).toMatchObject({ outcome: 'removed', effect: { removed: 26, kept: 1 } })
  expect(await times(firstDay)).toEqual(['09:00 1'])
  expect(await database.transaction((tx) => removeHours(tx, { kind: 'weekly', ...tuesdays, now }))).toEqual({
    outcome: 'gone',
  })
})

test('hours of one day stand in place of the weekday’s, also on a public holiday', async () => {
  const special = await save({ ...hours, opens: '13:00', closes: '13:40', capacity: 2, day: second })
  expect(await times(second)).toEqual(['13:00 2', '13:20 2'])
  expect(await times(firstDay)).toEqual(['09:00 1', '09:20 1', '09:40 1'])
  await database.transaction((tx) => removeHours(tx, { kind: 'special', ...special, now }))
  expect(await times(second)).toEqual(['09:00 1', '09:20 1', '09:40 1'])

  await save({ ...hours, day: '2026-12-25' })
  expect(await times('2026-12-25')).toHaveLength(3)
})

test('a changed capacity counts for open days, but not where somebody changed it by hand or more is taken', async () => {
  const [slot] = await database.prisma.slot.findMany({ where: { startsAt: at('09:20') } })
  await changeCapacity(database, { slotIds: [slot?.id ?? 0], capacity: 7, now })
  await change({ ...hours, weekday: 2, capacity: 3, former: tuesdays, now })
  expect(await times(firstDay)).toEqual(['09:00 3', '09:20 7', '09:40 3'])
  for (let people = 0; people < 2; people++) await visitor(database, '09:00')
  await change({ ...hours, weekday: 2, capacity: 1, former: { ...tuesdays, version: 2 }, now })
  expect(await times(firstDay)).toEqual(['09:00 3', '09:20 7', '09:40 1'])
})

test('a capacity below what is booked and held is refused, with the number', async () => {
  const ids = (await database.prisma.slot.findMany({ where: { startsAt: { lt: at('10:00') } } })).map(({ id }) => id)
  await changeCapacity(database, { slotIds: ids, capacity: 5, now })
  await visitor(database, '09:20')
  await visitor(database, '09:20')
  await hold(database, { ...oneUnit, conversationId: await newcomer(database), startsAt: at('09:20'), now })
  const to = (capacity: number, when = now) => changeCapacity(database, { slotIds: ids, capacity, now: when })
  expect(await to(2)).toEqual({ outcome: 'too-few', taken: 3, startsAt: at('09:20') })
  expect(await times(firstDay)).toEqual(['09:00 5', '09:20 5', '09:40 5'])
  expect(await to(3)).toEqual({ outcome: 'changed', slots: 3 })
  expect(await to(9, at('09:00'))).toEqual({ outcome: 'in-the-past' })
  expect(await changeCapacity(database, { slotIds: [...ids, 9999], capacity: 9, now })).toEqual({
    outcome: 'not-found',
  })
})

test('a single closed time is offered to nobody and stays closed when hours change', async () => {
  const [slot] = await database.prisma.slot.findMany({ where: { startsAt: at('09:20') } })
  expect(await setSlots(database, { slotIds: [slot?.id ?? 0], state: 'closed' })).toEqual({ outcome: 'set', slots: 1 })
  expect((await freeTimes(database, { ...place, day: firstDay, now })).map(({ time }) => time)).toEqual([
    '09:00',
    '09:40',
  ])
  await change({ ...hours, weekday: 2, closes: '10:20', former: tuesdays, now })
  expect(await times(firstDay)).toEqual(['09:00 1', '09:20 1 closed', '09:40 1', '10:00 1'])
  await change({ ...hours, weekday: 2, slotMinutes: 30, former: { ...tuesdays, version: 2 }, now })
  expect(await times(firstDay), 'also among slots of another length').toEqual(['09:20 1 closed'])
})

const closing = (wish: Partial<Parameters<typeof saveClosure>[1]>) =>
  database.transaction((tx) =>
    saveClosure(tx, {
      departmentId: null,
      locationId: null,
      firstDay: second,
      lastDay: second,
      reason: { de: 'Betriebsausflug' },
      now,
      ...wish,
    }),
  )

test('a closure takes the free times away and gives them back when it is removed', async () => {
  const closed = await closing({})
  expect(closed).toMatchObject({ outcome: 'saved', closure: { firstDay: second, version: 1 }, effect: { removed: 3 } })
  if (closed.outcome !== 'saved') return
  expect(await times(second)).toEqual([])
  const moved = await closing({ firstDay, lastDay: firstDay, former: closed.closure })
  expect(moved).toMatchObject({ outcome: 'saved', effect: { removed: 3, opened: 3 } })
  expect(await times(firstDay)).toEqual([])
  expect(await closing({ former: closed.closure })).toMatchObject({
    outcome: 'changed-meanwhile',
    current: { firstDay, version: 2 },
  })
  await database.transaction((tx) => removeClosure(tx, { id: closed.closure.id, version: 2, now }))
  expect(await times(firstDay)).toHaveLength(3)
})

test('a closure in the past, backwards, or over people is refused', async () => {
  expect(await closing({ firstDay: '2026-11-22', lastDay: second })).toEqual({ outcome: 'in-the-past' })
  expect(await closing({ firstDay: second, lastDay: firstDay })).toEqual({ outcome: 'ends-before-it-begins' })
  await visitor(database, '09:00')
  expect(await closing({ firstDay })).toEqual({ outcome: 'has-people', count: 1 })
  expect(await closing({ firstDay, departmentId: 'asylum' })).toMatchObject({ outcome: 'saved' })
  expect(await times(firstDay)).toHaveLength(3)
})

test('further days open with a time from which they are public', async () => {
  const third = addDays(firstDay, 63)
  const publicFrom = at('12:00', second)
  expect(await open({ firstDay: third, lastDay: third, publicFrom })).toEqual({ outcome: 'opened', slots: 3 })
  const days = async (when: Date) => (await freeDays(database, { ...place, now: when })).map(({ day }) => day)
  expect(await days(at('11:59', second))).not.toContain(third)
  expect(await days(publicFrom)).toContain(third)
  expect(await open({ firstDay: '2026-11-22', lastDay: third })).toEqual({ outcome: 'in-the-past' })
  expect(await open({ firstDay: third, lastDay: second })).toEqual({ outcome: 'ends-before-it-begins' })
  await change({ ...hours, weekday: 2, closes: '10:20', former: tuesdays, now })
  expect(
    await database.prisma.slot.count({ where: { publicFrom } }),
    'what is added later is public with the rest',
  ).toBe(4)
})

test('open days can be held back from the public, and released', async () => {
  const wish = { locationId: 'neuss', firstDay, lastDay: addDays(firstDay, 59), now }
  expect(await releaseAt(database, { ...wish, publicFrom: at('08:00', firstDay) })).toEqual({
    outcome: 'set',
    slots: 27,
  })
  expect(await freeDays(database, { ...place, now })).toEqual([])
  expect(await releaseAt(database, { ...wish, publicFrom: null })).toEqual({ outcome: 'set', slots: 27 })
  expect(await freeDays(database, { ...place, now })).toHaveLength(9)
  expect(await releaseAt(database, { ...wish, lastDay: '2026-11-22', publicFrom: null })).toEqual({
    outcome: 'in-the-past',
  })
})
