import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { hold } from '#appointments/hold.ts'
import { addDays, startOfDay } from '#appointments/local-time.ts'
import { openSlots } from '#appointments/open-slots.ts'
import { begin } from '#appointments/attendance/begin.ts'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { closeDay, type ClosingDay } from '#appointments/calendar/close-day.ts'
import { previewClosing } from '#appointments/calendar/preview-closing.ts'
import { undoClosing } from '#appointments/calendar/undo-closing.ts'
import { bookAtDesk } from '#appointments/desk/book-at-desk.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, firstDay, furnish, keys, newcomer, now, oneUnit, seats, someone } from '../small-office.ts'
import { anna, standing, visitor } from '../attendance/visitors.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { days: 2 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

const nextDay = addDays(firstDay, 1)
const time = { departmentId: 'general', locationId: 'neuss', from: startOfDay(firstDay), before: startOfDay(nextDay) }
const wholeDay: ClosingDay = { ...time, how: 'move', staffId: anna.staffId, now }
const seconds = (count: number) => new Date(now.getTime() + count * 1000)

async function close(wish: Partial<ClosingDay> = {}) {
  const closed = await database.transaction((tx) => closeDay(tx, { ...wholeDay, ...wish }))
  if (closed.outcome !== 'closed') throw new Error(closed.outcome)
  return closed
}
const undo = (closingId: string, at = seconds(29)) =>
  database.transaction((tx) => undoClosing(tx, { closingId, now: at }))

test('before a day is closed it is shown who is affected and who can’t be written to', async () => {
  const [olena, other] = [await visitor(database, '09:00', { name: 'Олена' }), await visitor(database, '09:20')]
  await visitor(database, '09:00', { departmentId: 'asylum' })
  await bookAtDesk(database, keys, {
    ...oneUnit,
    ...someone(''),
    startsAt: at('10:00'),
    applicant: { name: 'Karim', dateOfBirth: '1990-01-01' },
  })
  await database.prisma.conversation.update({ where: { id: other.conversationId }, data: { reachable: false } })
  const preview = await previewClosing(database, keys, { ...time, now })
  expect(preview).toMatchObject({ slots: 6, held: 0 })
  expect(preview.affected.map(({ person, isReachable }) => [person?.name, isReachable])).toEqual([
    ['Олена', true],
    [expect.stringContaining('Person'), false],
    ['Karim', false],
  ])
  const part = { ...time, from: at('09:05'), before: at('09:20') }
  expect((await previewClosing(database, keys, { ...part, now })).affected.map(({ id }) => id)).toEqual([olena.id])
  expect(await database.prisma.slot.count({ where: { state: 'closed' } })).toBe(0)
})

test('closing moves everybody to the next free times, and nobody is told for half a minute', async () => {
  const [first, second] = [await visitor(database, '09:00'), await visitor(database, '10:00')]
  const asylum = await visitor(database, '09:00', { departmentId: 'asylum' })
  const closed = await close()
  expect(closed).toMatchObject({ slots: 6, cancelled: [], undoUntil: seconds(30) })
  expect(closed.moved.map(({ code, startsAt }) => [code, startsAt])).toEqual([
    [first.code, at('09:00', nextDay)],
    [second.code, at('09:20', nextDay)],
  ])
  expect(await standing(database, first)).toMatchObject({ state: 'moved' })
  expect(await standing(database, asylum)).toMatchObject({ state: 'booked' })
  expect(await database.prisma.slot.count({ where: { state: 'closed' } })).toBe(6)
  const notices = await database.prisma.notice.findMany()
  expect(notices.map(({ kind, dueAt }) => [kind, dueAt])).toEqual(notices.map(() => ['moved', seconds(30)]))
  expect(notices).toHaveLength(2)
})

test('whom there is no other time for is cancelled', async () => {
  const people = [await visitor(database, '09:00'), await visitor(database, '09:20'), await visitor(database, '09:40')]
  await database.prisma.slot.updateMany({
    where: { startsAt: { gt: at('09:20', nextDay) } },
    data: { state: 'blocked' },
  })
  const { moved, cancelled } = await close()
  expect(moved).toHaveLength(2)
  expect(cancelled.map(({ code }) => code)).toEqual([people[2]?.code])
  expect(
    (await close({ from: startOfDay(nextDay), before: startOfDay(addDays(nextDay, 1)), how: 'cancel' })).cancelled,
  ).toHaveLength(2)
})

test('a part of a day closes with the people in it alone, and nobody is moved to an earlier time', async () => {
  const [inside, after] = [await visitor(database, '09:20'), await visitor(database, '10:00')]
  const { slots, moved } = await close({ from: at('09:30'), before: at('09:50') })
  expect(slots, 'half-covered times are closed too').toBe(2)
  expect(moved.map(({ code }) => code)).toEqual([inside.code])
  expect(moved[0]?.startsAt).toEqual(at('10:20'))
  expect(await standing(database, after)).toMatchObject({ state: 'booked' })
})

test('whoever is being served stays, and what is over stays', async () => {
  const [over, withClerk, called, later] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:20'),
    await visitor(database, '09:40'),
    await visitor(database, '10:00'),
  ]
  await begin(database, { appointmentId: withClerk.id, ...anna, now: at('09:25') })
  await callPerson(database, { appointmentId: called.id, staffId: null, room: '1', now: at('09:26') })
  const { moved, slots } = await close({ now: at('09:30') })
  expect(moved.map(({ code }) => code)).toEqual([later.code])
  expect(slots).toBe(5)
  for (const each of [over, withClerk, called])
    expect(await standing(database, each)).toMatchObject({ state: 'booked' })
  await expect(close({ now: at('00:00', nextDay) })).rejects.toThrow('in-the-past')
})

test('whoever is just typing loses the reserved time instead of booking a closed day', async () => {
  const conversationId = await newcomer(database)
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at('09:00'), now })
  if (held.outcome !== 'held') throw new Error('taken')
  await close()
  const refused = await book(database, keys, { ...someone(conversationId), holdId: held.hold.id })
  expect(refused).toMatchObject({ outcome: 'hold-expired' })
  expect(await hold(database, { ...oneUnit, conversationId, startsAt: at('09:20'), now })).toMatchObject({
    outcome: 'taken',
  })
})

test('undone within half a minute, everything is as it was', async () => {
  const people = [await visitor(database, '09:00'), await visitor(database, '09:20'), await visitor(database, '10:00')]
  await database.prisma.slot.updateMany({
    where: { startsAt: { gt: at('09:20', nextDay) } },
    data: { state: 'blocked' },
  })
  const before = await picture()
  const { closingId } = await close({ reason: { de: 'Personalversammlung' } })
  expect(await picture()).not.toEqual(before)
  expect(await database.prisma.closure.count()).toBe(1)
  expect(await undo(closingId)).toEqual({ outcome: 'undone', restored: 3, left: 0 })
  expect(await picture()).toEqual(before)
  expect(await database.prisma.closure.count()).toBe(0)
  expect(await database.prisma.notice.count()).toBe(0)
  for (const each of people) expect(await standing(database, each)).toMatchObject({ state: 'booked', moves: 0 })
  expect(await undo(closingId)).toEqual({ outcome: 'already' })
})

test('after half a minute, or once anybody is being told, it can’t be undone', async () => {
  await visitor(database, '09:00')
  const { closingId } = await close()
  expect(await undo(closingId, seconds(31))).toEqual({ outcome: 'too-late' })
  await database.prisma.notice.updateMany({ data: { claimedAt: now } })
  expect(await undo(closingId)).toEqual({ outcome: 'too-late' })
})

test('what people changed themselves in that half minute stays as they wanted it', async () => {
  const [cancels, booksAnew, stays] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:20', { name: 'Ayşe' }),
    await visitor(database, '09:40'),
  ]
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:00', nextDay) }, data: { capacity: 5 } })
  const { closingId } = await close({ how: 'move' })
  await cancel(database, { conversationId: cancels.conversationId, code: cancels.code, now })
  expect(await undo(closingId)).toEqual({ outcome: 'undone', restored: 2, left: 1 })

  const second = await close({ how: 'cancel' })
  const { conversationId } = booksAnew
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at('09:40', nextDay), now })
  if (held.outcome !== 'held') throw new Error('taken')
  expect(await book(database, keys, { ...someone(conversationId, 'Ayşe'), holdId: held.hold.id })).toMatchObject({
    outcome: 'booked',
  })
  expect(await undo(second.closingId)).toEqual({ outcome: 'undone', restored: 1, left: 1 })
  expect(await standing(database, stays)).toMatchObject({ state: 'booked' })
  expect(await seats(database, '09:20')).toEqual({ booked: 0, held: 0 })
})

test('a day that was closed with a reason is not opened again by itself', async () => {
  await database.prisma.openingHours.create({
    data: {
      departmentId: 'general',
      locationId: 'neuss',
      weekday: 3,
      opens: '09:00',
      closes: '10:00',
      slotMinutes: 20,
      capacity: 1,
    },
  })
  const wednesday = '2026-12-02'
  await close({
    from: startOfDay(wednesday),
    before: startOfDay(addDays(wednesday, 1)),
    reason: { de: 'Personalversammlung' },
  })
  await openSlots(database, { now, days: 20 })
  const slots = await database.prisma.slot.findMany({ where: { startsAt: { gte: startOfDay(addDays(nextDay, 1)) } } })
  expect(
    slots.some(({ startsAt }) => startsAt >= startOfDay(wednesday) && startsAt < startOfDay(addDays(wednesday, 1))),
  ).toBe(false)
  expect(slots.length).toBeGreaterThan(0)
})

/** Every slot and every appointment, as far as anybody can tell them apart. */
async function picture() {
  const slots = await database.prisma.slot.findMany({ orderBy: { id: 'asc' } })
  const appointments = await database.prisma.appointment.findMany({ orderBy: { id: 'asc' } })
  return { slots, appointments }
}
