import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { hold } from '#appointments/hold.ts'
import { move } from '#appointments/move.ts'
import { addDays } from '#appointments/local-time.ts'
import { arrive } from '#appointments/attendance/arrive.ts'
import { begin } from '#appointments/attendance/begin.ts'
import { recordNoShow } from '#appointments/attendance/record-no-show.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, firstDay, furnish, newcomer, now, oneUnit } from '../small-office.ts'
import { anna, records, recordsAgree, standing, visitor } from './visitors.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 12, days: 2 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
  await recordsAgree(database)
})

test('whoever shows the check-in code is there, and nothing more is known', async () => {
  const olena = await visitor(database, '09:20')
  const arrived = await arrive(database, { by: olena, source: 'check_in_code', locationId: 'neuss', now: at('09:05') })
  expect(arrived).toMatchObject({ outcome: 'arrived', appointment: { id: olena.id, presence: 'arrived' } })
  expect(await standing(database, olena)).toMatchObject({
    attendance: 'unrecorded',
    source: null,
    arrivedAt: at('09:05'),
  })
  expect(await records(database, olena)).toEqual(['arrived by check_in_code'])
})

test('a second time, by whatever way, changes nothing', async () => {
  const olena = await visitor(database, '09:20')
  await arrive(database, { by: { checkInCode: olena.checkInCode }, source: 'check_in_code', now: at('09:05') })
  const again = await arrive(database, { by: { code: olena.code }, source: 'clerk', ...anna, now: at('09:06') })
  expect(again).toMatchObject({ outcome: 'already' })
  expect(await records(database, olena)).toHaveLength(1)
})

test('the typed code counts in any spelling', async () => {
  const olena = await visitor(database, '09:20')
  const typed = `${olena.code.slice(0, 4).toLowerCase()} - ${olena.code.slice(4)}`
  expect(await arrive(database, { by: { code: typed }, source: 'check_in_code', now: at('08:00') })).toMatchObject({
    outcome: 'arrived',
  })
})

test('on another day, or elsewhere, nobody arrives, and is told when and where', async () => {
  const olena = await visitor(database, '09:20')
  const by = { code: olena.code }
  for (const day of [addDays(firstDay, -1), addDays(firstDay, 1)])
    expect(await arrive(database, { by, source: 'check_in_code', now: at('09:20', day) })).toMatchObject({
      outcome: 'other-day',
      appointment: { startsAt: at('09:20') },
    })
  const elsewhere = await arrive(database, { by, source: 'check_in_code', locationId: 'dormagen', now: at('09:05') })
  expect(elsewhere).toMatchObject({ outcome: 'other-place', appointment: { locationId: 'neuss' } })
  expect(await records(database, olena)).toEqual([])
})

test('“I am here” counts from an hour before the start until the end of the day', async () => {
  const olena = await visitor(database, '10:20')
  const by = { code: olena.code, conversationId: olena.conversationId }
  const say = (time: string, day?: string) => arrive(database, { by, source: 'applicant', now: at(time, day) })
  expect(await say('09:19')).toMatchObject({ outcome: 'too-early' })
  expect(await say('00:30', addDays(firstDay, 1))).toMatchObject({ outcome: 'other-day' })
  expect(await say('23:59')).toMatchObject({ outcome: 'arrived' })
  const other = await visitor(database, '10:20')
  expect(
    await arrive(database, {
      by: { code: other.code, conversationId: other.conversationId },
      source: 'applicant',
      now: at('09:20'),
    }),
  ).toMatchObject({ outcome: 'arrived' })
})

test('nobody says “I am here” for somebody else’s appointment', async () => {
  const olena = await visitor(database, '09:20')
  const stranger = await newcomer(database)
  const by = { code: olena.code, conversationId: stranger }
  expect(await arrive(database, { by, source: 'applicant', now: at('09:05') })).toEqual({ outcome: 'not-found' })
})

test('a code of before a move still opens the door, one of a cancelled appointment does not', async () => {
  const olena = await visitor(database, '09:20')
  const { conversationId, code } = olena
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at('10:20'), now })
  if (held.outcome !== 'held') throw new Error('taken')
  const moved = await move(database, { conversationId, code, holdId: held.hold.id, now })
  if (moved.outcome !== 'moved') throw new Error('not moved')
  const by = { checkInCode: olena.checkInCode }
  const arrived = await arrive(database, { by, source: 'check_in_code', now: at('10:00') })
  expect(arrived).toMatchObject({ outcome: 'arrived', appointment: { id: moved.appointment.id } })

  const karim = await visitor(database, '09:20')
  await cancel(database, { conversationId: karim.conversationId, code: karim.code, now })
  expect(await arrive(database, { by: karim, source: 'check_in_code', now: at('09:00') })).toMatchObject({
    outcome: 'not-booked',
  })
  expect(await arrive(database, { by: { code: 'nonsense' }, source: 'check_in_code', now: at('09:00') })).toEqual({
    outcome: 'not-found',
  })
})

test('who was recorded as not there and comes after all waits, and may be seen', async () => {
  const olena = await visitor(database, '09:00')
  await recordNoShow(database, { appointmentId: olena.id, ...anna, now: at('09:15') })
  expect(await arrive(database, { by: olena, source: 'check_in_code', now: at('09:30') })).toMatchObject({
    outcome: 'arrived',
    appointment: { attendance: 'no_show' },
  })
  expect(await begin(database, { appointmentId: olena.id, ...anna, now: at('09:35') })).toMatchObject({
    outcome: 'begun',
    appointment: { attendance: 'attended', source: 'clerk' },
  })
})

test('whoever was called in before the time neither cancels nor moves any more', async () => {
  const olena = await visitor(database, '10:00')
  await arrive(database, { by: olena, source: 'check_in_code', now: at('09:30') })
  await begin(database, { appointmentId: olena.id, ...anna, now: at('09:40') })
  expect(await cancel(database, { conversationId: olena.conversationId, code: olena.code, now: at('09:41') })).toEqual({
    outcome: 'started',
  })
  const { conversationId, code } = olena
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at('10:20'), now })
  if (held.outcome !== 'held') throw new Error('taken')
  expect(await move(database, { conversationId, code, holdId: held.hold.id, now: at('09:41') })).toEqual({
    outcome: 'started',
  })
})
