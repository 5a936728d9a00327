import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Appointment } from '#appointments/appointment.ts'
import { check } from '#appointments/check.ts'
import { arrive } from '#appointments/attendance/arrive.ts'
import { begin } from '#appointments/attendance/begin.ts'
import { callAgain } from '#appointments/attendance/call-again.ts'
import { callNext } from '#appointments/attendance/call-next.ts'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { finish } from '#appointments/attendance/finish.ts'
import { putBack } from '#appointments/attendance/put-back.ts'
import { takeBack } from '#appointments/attendance/take-back.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, furnish, somebodyWaits } from '../small-office.ts'
import { anna, bernd, records, recordsAgree, standing, visitor } from './visitors.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 12 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
  await recordsAgree(database)
})

test('calls by the time of the appointment, then by arrival, and never one who is not there', async () => {
  const expected = await visitor(database, '09:00')
  const late = await visitor(database, '09:40')
  const second = await visitor(database, '09:20')
  const first = await visitor(database, '09:20')
  await comes(late, '08:50')
  await comes(first, '09:00')
  await comes(second, '09:10')
  const order = []
  for (const clerk of [anna, bernd, { staffId: null, room: '1' }]) {
    const called = await next(clerk, '09:15')
    order.push(called.outcome === 'called' ? called.appointment.id : called.outcome)
  }
  expect(order).toEqual([first.id, second.id, late.id])
  const nobody = await next({ staffId: null, room: '3' }, '09:16')
  expect(nobody).toMatchObject({ outcome: 'nobody-waits', expected: [{ id: expected.id }] })
})

test('offers nobody whose time has not come, and nobody of another department', async () => {
  await visitor(database, '09:20')
  const asylum = await visitor(database, '09:00', { departmentId: 'asylum' })
  await comes(asylum, '08:50')
  const calling = { locationId: 'neuss', departmentIds: ['general'], ...anna }
  expect(await callNext(database, { ...calling, now: at('09:19') })).toEqual({ outcome: 'nobody-waits', expected: [] })
  expect(
    await callNext(database, { ...calling, departmentIds: ['general', 'asylum'], now: at('09:19') }),
  ).toMatchObject({
    outcome: 'called',
    appointment: { id: asylum.id },
  })
})

test('a call says who called and where to, and is no proof that anybody came', async () => {
  const olena = await visitor(database, '09:00')
  await comes(olena, '08:50')
  await next(anna, '09:01')
  expect(await standing(database, olena)).toMatchObject({
    presence: 'called',
    attendance: 'unrecorded',
    source: null,
    calledBy: anna.staffId,
    calledAt: at('09:01'),
    room: '2.14',
  })
  expect(await records(database, olena)).toEqual(['arrived by check_in_code', 'called by clerk'])
})

test('before the next call a clerk says what became of the one called before', async () => {
  const [came, stayedAway, sought] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:00'),
    await visitor(database, '09:20'),
  ]
  await comes(came, '08:40')
  await comes(stayedAway, '08:50')
  await comes(sought, '08:55')
  await next(anna, '09:00')
  expect(await next(anna, '09:10')).toMatchObject({ outcome: 'first-settle', appointment: { id: came.id } })
  expect(await next(bernd, '09:10'), 'nobody else has to').toMatchObject({
    outcome: 'called',
    appointment: { id: stayedAway.id },
  })

  expect(await next(anna, '09:15', { appointmentId: came.id, became: 'came' })).toMatchObject({
    outcome: 'called',
    appointment: { id: sought.id },
  })
  expect(await standing(database, came)).toMatchObject({ presence: 'done', attendance: 'attended', source: 'clerk' })

  await next(bernd, '09:16', { appointmentId: stayedAway.id, became: 'did-not-come' })
  expect(await standing(database, stayedAway)).toMatchObject({
    presence: 'expected',
    attendance: 'no_show',
    source: 'clerk',
  })

  expect(
    await next(anna, '09:16', { appointmentId: sought.id, became: 'did-not-come' }),
    'not before the start',
  ).toMatchObject({
    outcome: 'former-not-started',
    appointment: { id: sought.id },
  })
  expect(await next(anna, '09:17', { appointmentId: sought.id, became: 'put-back' })).toMatchObject({
    outcome: 'nobody-waits',
  })
  expect(await standing(database, sought)).toMatchObject({
    presence: 'arrived',
    attendance: 'unrecorded',
    calledBy: null,
  })
})

test('whoever is put back waits behind those whose time came before that call', async () => {
  const [first, second, later] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:20'),
    await visitor(database, '10:00'),
  ]
  for (const each of [first, second, later]) await comes(each, '08:50')
  await next(anna, '09:30')
  expect(await putBack(database, { appointmentId: first.id, ...anna, now: at('09:33') })).toMatchObject({
    outcome: 'put-back',
  })
  const order = []
  for (const time of ['09:34', '09:50', '10:00']) {
    const called = await next(anna, time)
    if (called.outcome !== 'called') throw new Error(called.outcome)
    order.push(called.appointment.id)
    await finish(database, { appointmentId: called.appointment.id, ...anna, now: at(time) })
  }
  expect(order).toEqual([second.id, first.id, later.id])
})

test('whoever is with the clerk is done as the next one is called', async () => {
  const [first, second] = [await visitor(database, '09:00'), await visitor(database, '09:20')]
  await comes(first, '08:50')
  await comes(second, '08:50')
  await next(anna, '09:00')
  await begin(database, { appointmentId: first.id, ...anna, now: at('09:02') })
  expect(await next(anna, '09:20')).toMatchObject({ outcome: 'called', appointment: { id: second.id } })
  expect(await standing(database, first)).toMatchObject({ presence: 'done', attendance: 'attended' })
})

test('one who is expected can be called by name, one who is already called can not', async () => {
  const olena = await visitor(database, '09:00')
  const calling = { appointmentId: olena.id, now: at('09:01') }
  expect(await callPerson(database, { ...calling, ...anna })).toMatchObject({ outcome: 'called' })
  expect(await callPerson(database, { ...calling, ...bernd })).toMatchObject({
    outcome: 'already-called',
    appointment: { calledBy: anna.staffId },
  })
  expect(await callPerson(database, { ...calling, ...anna })).toMatchObject({ outcome: 'first-settle' })
  await begin(database, { ...calling, ...anna })
  expect(await callPerson(database, { ...calling, ...bernd })).toMatchObject({ outcome: 'over' })
})

test('only the clerk who called calls again, perhaps to another room', async () => {
  const olena = await visitor(database, '09:00')
  await comes(olena, '08:50')
  const again = { appointmentId: olena.id, now: at('09:03') }
  expect(await callAgain(database, { ...again, staffId: anna.staffId })).toMatchObject({ outcome: 'not-called' })
  await next(anna, '09:00')
  expect(await callAgain(database, { ...again, staffId: bernd.staffId })).toMatchObject({ outcome: 'by-another' })
  expect(await callAgain(database, { ...again, staffId: anna.staffId })).toMatchObject({
    outcome: 'called',
    appointment: { room: '2.14', calledAt: at('09:03') },
  })
  expect(await callAgain(database, { ...again, staffId: anna.staffId, room: '2.20' })).toMatchObject({
    appointment: { room: '2.20' },
  })
})

test('a key pressed twice at once calls one person', async () => {
  for (const time of ['09:00', '09:20', '09:40']) await comes(await visitor(database, time), '08:50')
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () =>
      database.transaction((tx) => callNext(tx, { locationId: 'neuss', ...anna, now: at('09:00') })),
    ),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'called')).toHaveLength(1)
  expect(outcomes.filter(({ outcome }) => outcome === 'first-settle')).toHaveLength(5)
})

test('a call is not brought back by an undo while the clerk calls somebody else', async () => {
  const [first, second] = [await visitor(database, '09:00'), await visitor(database, '09:20')]
  const now = at('09:05')
  const call = ({ id }: Appointment) =>
    database.transaction((tx) => callPerson(tx, { ...anna, appointmentId: id, now }))
  const undo = () => database.transaction((tx) => takeBack(tx, { ...anna, appointmentId: first.id, now }))
  await call(first)
  await putBack(database, { ...anna, appointmentId: first.id, now })
  expect(await call(second)).toMatchObject({ outcome: 'called' })
  expect(await undo()).toMatchObject({ outcome: 'changed-meanwhile', appointment: { presence: 'expected' } })
  await finish(database, { ...anna, appointmentId: second.id, now })
  expect(await undo()).toMatchObject({ outcome: 'taken-back', appointment: { presence: 'called' } })
})

test('nobody who waits is overlooked because another deed holds the row for a moment', async () => {
  const olena = await visitor(database, '09:00')
  await comes(olena, '08:50')
  const waiting = await database.transaction(async (tx) => {
    await tx.query({
      name: 'test-hold-row',
      text: 'SELECT FROM appointment WHERE id = $1 FOR UPDATE',
      values: [olena.id],
    })
    const called = next(anna, '09:00')
    await somebodyWaits(database)
    return { called }
  })
  expect(await waiting.called).toMatchObject({ outcome: 'called', appointment: { id: olena.id } })
})

async function comes({ checkInCode }: Appointment, time: string): Promise<void> {
  const arrived = await arrive(database, { by: { checkInCode }, source: 'check_in_code', now: at(time) })
  expect(arrived.outcome).toBe('arrived')
}

async function next(
  clerk: { staffId: string | null; room: string },
  time: string,
  former?: Parameters<typeof callNext>[1]['former'],
) {
  return callNext(database, { locationId: 'neuss', ...clerk, former, now: at(time) })
}
