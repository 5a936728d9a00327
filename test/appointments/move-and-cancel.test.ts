import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Appointment } from '#appointments/appointment.ts'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { appointmentsOf } from '#appointments/find.ts'
import { hold } from '#appointments/hold.ts'
import { move } from '#appointments/move.ts'
import { openWithCode } from '#appointments/open.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, furnish, keys, newcomer, newcomers, now, oneUnit, runOut, seats, someone } from './small-office.ts'

let database: FreshDatabase
let owner: string
let appointment: Appointment
beforeAll(async () => {
  database = await freshDatabase({ connections: 30 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 2 })
  owner = await newcomer(database)
  const holdId = await held(owner, '09:00')
  const result = await book(database, keys, { ...someone(owner), holdId })
  if (result.outcome !== 'booked') throw new Error(`Not booked: ${result.outcome}`)
  appointment = result.appointment
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

test('a move takes the new time under the same code, and the old one goes to the waitlist, seen by nobody', async () => {
  const moved = await moveTo('10:00')
  expect(moved).toMatchObject({
    outcome: 'moved',
    appointment: { code: appointment.code, startsAt: at('10:00'), moves: 1 },
  })
  expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 1 })
  expect(await seats(database, '10:00')).toEqual({ booked: 1, held: 0 })
  expect(await appointmentsOf(database, { conversationId: owner, now })).toMatchObject([{ startsAt: at('10:00') }])
})

test('a visit of two slots moves by one slot: the slot in common stays booked once', async () => {
  await cancel(database, { conversationId: owner, code: appointment.code, now })
  const two = { ...oneUnit, serviceId: 'general-2', units: 2, conversationId: owner, now }
  const first = await hold(database, { ...two, startsAt: at('09:00') })
  if (first.outcome !== 'held') throw new Error('The time is taken')
  const visit = await book(database, keys, { ...someone(owner), holdId: first.hold.id })
  if (visit.outcome !== 'booked') throw new Error('Not booked')
  const second = await hold(database, { ...two, startsAt: at('09:20') })
  if (second.outcome !== 'held') throw new Error('The time is taken')
  const code = visit.appointment.code
  expect(await move(database, { conversationId: owner, holdId: second.hold.id, code, now })).toMatchObject({
    outcome: 'moved',
  })
  const times = ['09:00', '09:20', '09:40']
  expect((await Promise.all(times.map((time) => seats(database, time)))).map(({ booked }) => booked)).toEqual([0, 1, 1])
})

test('a move that comes too late keeps the old appointment and offers other times', async () => {
  const holdId = await held(owner, '10:00')
  await runOut(database, owner)
  const moved = await move(database, { conversationId: owner, holdId, code: appointment.code, now })
  expect(moved).toMatchObject({ outcome: 'hold-expired', alternatives: [{ time: '10:00' }, {}, {}, {}, {}, {}] })
  expect(await seats(database, '09:00')).toEqual({ booked: 1, held: 0 })
})

test('three moves are enough', async () => {
  for (const time of ['09:20', '09:40', '10:00']) expect(await moveTo(time)).toMatchObject({ outcome: 'moved' })
  expect(await moveTo('10:20')).toEqual({ outcome: 'too-many-moves' })
})

test('an appointment that has begun is neither moved nor cancelled', async () => {
  const later = { conversationId: owner, code: appointment.code, now: at('09:00') }
  const holdId = await held(owner, '10:00')
  expect(await move(database, { ...later, holdId })).toEqual({ outcome: 'started' })
  expect(await cancel(database, later)).toEqual({ outcome: 'started' })
})

test('a reservation for another service can’t move an appointment', async () => {
  const other = await hold(database, {
    ...oneUnit,
    serviceId: 'general-4',
    conversationId: owner,
    startsAt: at('10:00'),
    now,
  })
  if (other.outcome !== 'held') throw new Error('The time is taken')
  await expect(
    move(database, { conversationId: owner, holdId: other.hold.id, code: appointment.code, now }),
  ).rejects.toThrow('within its department and service')
})

test('cancelling gives the time to the waitlist, the second time it is already done', async () => {
  const cancelling = { conversationId: owner, code: appointment.code, now }
  expect(await cancel(database, cancelling)).toMatchObject({
    outcome: 'cancelled',
    appointment: { id: appointment.id },
  })
  expect(await cancel(database, cancelling)).toEqual({ outcome: 'already' })
  expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 1 })
  expect(await appointmentsOf(database, { conversationId: owner, now })).toEqual([])
})

test('a stranger’s code is not found', async () => {
  const stranger = await newcomer(database)
  const holdId = await held(stranger, '10:00')
  const theirs = { conversationId: stranger, code: appointment.code, now }
  expect(await cancel(database, theirs)).toEqual({ outcome: 'not-found' })
  expect(await move(database, { ...theirs, holdId })).toEqual({ outcome: 'not-found' })
})

test('a helper who opened it moves and cancels it, and the owner sees that', async () => {
  const helper = await newcomer(database)
  const { code } = appointment
  await openWithCode(database, keys, { conversationId: helper, code, dateOfBirth: '1990-05-17', now })
  const holdId = await held(helper, '10:00')
  expect(await move(database, { conversationId: helper, holdId, code, now })).toMatchObject({ outcome: 'moved' })
  expect(await appointmentsOf(database, { conversationId: owner, now })).toMatchObject([{ startsAt: at('10:00') }])
  expect(await cancel(database, { conversationId: helper, code, now })).toMatchObject({ outcome: 'cancelled' })
  expect(await cancel(database, { conversationId: owner, code, now })).toEqual({ outcome: 'already' })
})

test('moved by four people at once and cancelled by another, it ends cancelled with every seat accounted for', async () => {
  const { code } = appointment
  const helpers = await newcomers(database, 4)
  const times = ['09:20', '09:40', '10:00', '10:20']
  const moves = await Promise.all(
    helpers.map(async (conversationId, index) => {
      await openWithCode(database, keys, { conversationId, code, dateOfBirth: '1990-05-17', now })
      return { conversationId, code, now, holdId: await held(conversationId, times[index] ?? '') }
    }),
  )
  const outcomes = await Promise.all([
    ...moves.map((moving) => database.transaction((tx) => move(tx, moving))),
    database.transaction((tx) => cancel(tx, { conversationId: owner, code, now })),
  ])
  expect(outcomes.at(-1)).toMatchObject({ outcome: 'cancelled' })
  expect(await database.prisma.appointment.count({ where: { state: 'booked' } })).toBe(0)
})

async function held(conversationId: string, time: string): Promise<string> {
  const result = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (result.outcome !== 'held') throw new Error('The time is taken')
  return result.hold.id
}

async function moveTo(time: string) {
  return move(database, { conversationId: owner, holdId: await held(owner, time), code: appointment.code, now })
}
