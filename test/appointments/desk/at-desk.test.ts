import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { freeDays, freeTimes } from '#appointments/find-free.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { move } from '#appointments/move.ts'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { notesOf } from '#appointments/attendance/note.ts'
import { settle } from '#appointments/attendance/settle.ts'
import { recordNoShow } from '#appointments/attendance/record-no-show.ts'
import { bookAtDesk, type DeskBooking } from '#appointments/desk/book-at-desk.ts'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { undoCancelling } from '#appointments/desk/undo-cancelling.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { findPeople } from '#appointments/people/find-people.ts'
import { settleSeat } from '#appointments/waitlist/settle-seat.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, firstDay, furnish, keys, newcomer, now, oneUnit, place, seats } from '../small-office.ts'
import { anna, standing, visitor } from '../attendance/visitors.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ connections: 50 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { days: 2 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

const booking: DeskBooking = {
  ...oneUnit,
  startsAt: at('09:00'),
  applicant: { name: 'Олена Коваль', dateOfBirth: '1990-05-17' },
  people: 2,
  language: 'uk',
  now,
}
const book = (wish: Partial<DeskBooking> = {}) => bookAtDesk(database, keys, { ...booking, ...wish })

async function booked(wish: Partial<DeskBooking> = {}) {
  const result = await book(wish)
  if (result.outcome !== 'booked') throw new Error(result.outcome)
  return result.appointment
}

const someoneElse = () => ({ name: `Person ${randomUUID()}`, dateOfBirth: '1990-05-17' })

test('somebody without a phone gets an appointment like everybody’s, and is found by name', async () => {
  const appointment = await booked()
  expect(appointment).toMatchObject({
    state: 'booked',
    startsAt: at('09:00'),
    endsAt: at('09:20'),
    people: 2,
    language: 'uk',
  })
  expect(await seats(database, '09:00')).toEqual({ booked: 1, held: 0 })
  expect(await database.prisma.appointment.findFirst()).toMatchObject({ channel: 'desk', conversationId: null })
  expect(await findPeople(database, keys, { name: 'Koval' })).toMatchObject([
    { person: { name: 'Олена Коваль' }, appointments: [{ code: appointment.code }] },
  ])
})

test('a visit of several units takes all its slots', async () => {
  expect(await booked({ serviceId: 'general-4', units: 4 })).toMatchObject({ endsAt: at('10:20') })
  expect(await seats(database, '10:00')).toEqual({ booked: 1, held: 0 })
  expect(
    await book({ applicant: someoneElse(), startsAt: at('10:20'), serviceId: 'general-4', units: 4 }),
  ).toMatchObject({
    outcome: 'taken',
  })
})

test('a taken time is refused with others, and leaves nobody’s name behind', async () => {
  await booked()
  const refused = await book({ applicant: someoneElse() })
  expect(refused).toMatchObject({ outcome: 'taken', alternatives: [{ time: '09:20' }, {}, {}, {}, {}, {}] })
  expect(await database.prisma.applicant.count()).toBe(1)
  expect(await database.prisma.dataKey.count()).toBe(1)
})

test('also at the desk one person gets one appointment per department', async () => {
  const { code } = await booked()
  const refused = await book({ startsAt: at('10:00'), applicant: { ...booking.applicant, name: 'олена  КОВАЛЬ' } })
  expect(refused).toMatchObject({ outcome: 'has-one', appointment: { code } })
  expect(await seats(database, '10:00')).toEqual({ booked: 0, held: 0 })
  expect(await book({ departmentId: 'asylum', serviceId: 'asylum-1' })).toMatchObject({ outcome: 'booked' })
})

test('fifty clerks at once book a seat once, and a person once', async () => {
  const forSeat = await Promise.all(
    Array.from({ length: 50 }, () =>
      database.transaction((tx) => bookAtDesk(tx, keys, { ...booking, applicant: someoneElse() })),
    ),
  )
  expect(forSeat.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1)
  await database.prisma.slot.updateMany({ data: { capacity: 60 } })
  const forPerson = await Promise.all(
    Array.from({ length: 50 }, () =>
      database.transaction((tx) => bookAtDesk(tx, keys, { ...booking, startsAt: at('09:20') })),
    ),
  )
  expect(forPerson.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1)
  expect(forPerson.filter(({ outcome }) => outcome === 'has-one')).toHaveLength(49)
})

test('the desk books today’s times while they last, and times that are not public yet', async () => {
  const today = at('09:10')
  expect(await book({ now: today }), 'it has begun and is not over').toMatchObject({ outcome: 'booked' })
  expect(await book({ applicant: someoneElse(), startsAt: at('09:20'), now: at('09:40') })).toMatchObject({
    outcome: 'taken',
  })

  const tomorrow = addDays(firstDay, 1)
  await database.prisma.slot.updateMany({ data: { publicFrom: at('12:00') } })
  expect(await freeDays(database, { ...place, now })).toEqual([])
  expect((await freeDays(database, { ...place, now: today, audience: 'office' })).map(({ day }) => day)).toEqual([
    firstDay,
    tomorrow,
  ])
  expect(
    (await freeTimes(database, { ...place, now: today, audience: 'office', day: firstDay })).map(({ time }) => time),
  ).toEqual(['09:20', '09:40', '10:00', '10:20', '10:40'])
  expect(await book({ applicant: someoneElse(), startsAt: at('09:00', tomorrow) })).toMatchObject({ outcome: 'booked' })
})

test('a closed time is closed for the desk too', async () => {
  await database.prisma.slot.updateMany({ where: { startsAt: at('09:00') }, data: { state: 'closed' } })
  expect(await book()).toMatchObject({ outcome: 'taken' })
})

test('a helper’s conversation hears of everybody who is booked beside the first', async () => {
  const helper = await visitor(database, '10:00')
  const { id } = await booked({ contactCode: helper.code })
  expect(await standing(database, { id })).toMatchObject({ conversationId: helper.conversationId })
})

test('whoever was seen, or whose visit is over, may book again; whoever has one to come may not', async () => {
  const first = await booked()
  expect(await book({ startsAt: at('10:00'), now: at('09:10') })).toMatchObject({ outcome: 'has-one' })
  await callPerson(database, { appointmentId: first.id, ...anna, now: at('09:05') })
  await recordNoShow(database, { appointmentId: first.id, ...anna, now: at('09:15') })
  const second = await booked({ startsAt: at('10:00'), now: at('09:16') })
  expect(await book({ startsAt: at('09:00', addDays(firstDay, 1)), now: at('10:10') })).toMatchObject({
    outcome: 'has-one',
  })
  await booked({ startsAt: at('09:00', addDays(firstDay, 1)), now: at('10:30') })
  expect(await standing(database, second)).toMatchObject({ state: 'booked', attendance: 'unrecorded' })
})

test('the office moves an appointment to any free time, and that costs the applicant no move', async () => {
  const olena = await visitor(database, '09:00')
  const moved = await moveAtDesk(database, { appointmentId: olena.id, startsAt: at('10:00'), by: 'office', now })
  expect(moved).toMatchObject({ outcome: 'moved', appointment: { code: olena.code, startsAt: at('10:00'), moves: 1 } })
  expect(await seats(database, '09:00'), 'kept for the waitlist').toEqual({ booked: 0, held: 1 })
  expect(await seats(database, '10:00')).toEqual({ booked: 1, held: 0 })
  expect(await database.prisma.notice.findMany()).toMatchObject([{ kind: 'moved', dueAt: now }])
  for (const time of ['09:20', '09:40', '10:20']) expect(await moves(olena, time)).toBe('moved')
  expect(await moves(olena, '10:40')).toBe('too-many-moves')
})

test('what the applicant asked for counts as a move of theirs', async () => {
  const olena = await visitor(database, '09:00')
  await moveAtDesk(database, { appointmentId: olena.id, startsAt: at('10:00'), by: 'applicant', now })
  expect(await database.prisma.notice.count()).toBe(0)
  for (const time of ['09:20', '09:40']) expect(await moves(olena, time)).toBe('moved')
  expect(await moves(olena, '10:20')).toBe('too-many-moves')
})

test('a move to a taken time changes nothing, one to an overlapping time fits beside itself', async () => {
  await visitor(database, '10:00')
  const long = await booked({ serviceId: 'general-2', units: 2 })
  const moving = { appointmentId: long.id, by: 'office' as const, now }
  const refused = await moveAtDesk(database, { ...moving, startsAt: at('09:40') })
  expect(refused).toMatchObject({ outcome: 'taken', alternatives: expect.arrayContaining([expect.anything()]) })
  expect(await moveAtDesk(database, { ...moving, startsAt: at('09:00') })).toEqual({ outcome: 'same' })
  expect(await moveAtDesk(database, { ...moving, startsAt: at('09:20') })).toMatchObject({ outcome: 'moved' })
  expect(await moveAtDesk(database, { ...moving, startsAt: at('09:00') }), 'that row has ended').toEqual({
    outcome: 'over',
  })
  expect(await moveAtDesk(database, { ...moving, appointmentId: randomUUID(), startsAt: at('09:00') })).toEqual({
    outcome: 'not-found',
  })
})

test('what was called in or is of an earlier day is neither moved nor cancelled', async () => {
  const [called, past] = [await visitor(database, '09:00'), await visitor(database, '09:20')]
  await callPerson(database, { appointmentId: called.id, ...anna, now: at('09:00') })
  const today = { by: 'office' as const, now: at('09:30') }
  const later = { by: 'office' as const, now: at('08:00', addDays(firstDay, 1)) }
  const startsAt = at('10:00', addDays(firstDay, 1))
  for (const deed of [
    moveAtDesk(database, { appointmentId: called.id, startsAt, ...today }),
    moveAtDesk(database, { appointmentId: past.id, startsAt, ...later }),
    cancelAtDesk(database, keys, { appointmentId: called.id, staffId: null, ...today }),
    cancelAtDesk(database, keys, { appointmentId: past.id, staffId: null, ...later }),
  ])
    expect(await deed).toEqual({ outcome: 'over' })
  expect(
    await moveAtDesk(database, { appointmentId: past.id, startsAt, ...today }),
    'late, but of today',
  ).toMatchObject({ outcome: 'moved' })
})

test('the office’s cancellations are told and counted as its own, those asked for by telephone are not', async () => {
  const [one, other] = [await visitor(database, '09:00'), await visitor(database, '09:20')]
  const cancelling = { staffId: anna.staffId, now }
  expect(
    await cancelAtDesk(database, keys, {
      appointmentId: one.id,
      by: 'office',
      reason: 'Sachbearbeiterin krank',
      ...cancelling,
    }),
  ).toMatchObject({ outcome: 'cancelled', appointment: { state: 'cancelled_by_office' } })
  await cancelAtDesk(database, keys, { appointmentId: other.id, by: 'applicant', ...cancelling })
  expect(await standing(database, other)).toMatchObject({ state: 'cancelled_by_applicant' })
  expect(await database.prisma.notice.findMany()).toMatchObject([{ appointmentId: one.id, kind: 'cancelled' }])
  expect(await seats(database, '09:00'), 'kept for the waitlist').toEqual({ booked: 0, held: 1 })
  expect(await notesOf(database, keys, { appointmentId: one.id })).toMatchObject([{ text: 'Sachbearbeiterin krank' }])
  expect(await cancelAtDesk(database, keys, { appointmentId: one.id, by: 'office', ...cancelling })).toEqual({
    outcome: 'already',
  })
})

describe('a cancellation by the office', () => {
  const cancel = ({ id }: { id: string }) =>
    cancelAtDesk(database, keys, { appointmentId: id, by: 'office', staffId: anna.staffId, now })
  const undo = ({ id }: { id: string }) =>
    database.transaction((tx) => undoCancelling(tx, { appointmentId: id, staffId: anna.staffId, now }))

  test('can be undone for half a minute, in which nobody is told', async () => {
    const one = await visitor(database, '09:00')
    await cancel(one)
    const half = new Date(now.getTime() + 30_000)
    expect(await database.prisma.notice.findMany()).toMatchObject([{ kind: 'cancelled', dueAt: half }])
    expect(await undo(one)).toMatchObject({ outcome: 'undone', appointment: { state: 'booked' } })
    expect(await seats(database, '09:00')).toEqual({ booked: 1, held: 0 })
    expect(await database.prisma.notice.count()).toBe(0)
    expect(await undo(one)).toEqual({ outcome: 'not-cancelled' })
  })

  test('stays once the person is being told, or half a minute is over', async () => {
    const [told, old] = [await visitor(database, '09:00'), await visitor(database, '09:20')]
    for (const each of [told, old]) await cancel(each)
    await database.prisma.notice.updateMany({ where: { appointmentId: told.id }, data: { claimedAt: now } })
    const endedAt = new Date(Date.now() - 31_000)
    await database.prisma.appointment.update({ where: { id: old.id }, data: { endedAt } })
    for (const each of [told, old]) expect(await undo(each)).toEqual({ outcome: 'too-late' })
    expect(await standing(database, told)).toMatchObject({ state: 'cancelled_by_office' })
  })

  test('stays when somebody else has the seat meanwhile', async () => {
    const [one, other] = [await visitor(database, '09:00'), await visitor(database, '09:20')]
    await cancel(one)
    await database.prisma.slot.updateMany({ where: { startsAt: at('09:00') }, data: { capacity: 1 } })
    const { id: freedSeatId } = await database.prisma.freedSeat.findFirstOrThrow()
    await settleSeat(database, { freedSeatId, as: 'public', now })
    await moveAtDesk(database, { appointmentId: other.id, startsAt: at('09:00'), by: 'applicant', now })
    expect(await undo(one)).toEqual({ outcome: 'taken' })
  })

  test('said of a visit that is over is undone with what had been recorded of it', async () => {
    const one = await visitor(database, '09:00')
    const by = { staffId: anna.staffId, now: at('11:00') }
    await recordNoShow(database, { appointmentId: one.id, ...by })
    await settle(database, { appointmentId: one.id, as: 'cancelled_by_office', ...by })
    expect(await standing(database, one)).toMatchObject({ state: 'cancelled_by_office', attendance: 'unrecorded' })
    expect(await undo(one)).toMatchObject({ appointment: { state: 'booked', attendance: 'no_show' } })
  })
})

async function moves(
  { code, conversationId }: { code: string; conversationId: string },
  time: string,
): Promise<string> {
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (held.outcome !== 'held') return 'taken'
  return (await move(database, { conversationId, code, holdId: held.hold.id, now })).outcome
}

test('a newcomer of the chat can’t hold what is not public yet', async () => {
  await database.prisma.slot.updateMany({ data: { publicFrom: at('12:00') } })
  const wish = { ...oneUnit, conversationId: await newcomer(database), startsAt: at('09:00', addDays(firstDay, 1)) }
  expect(await hold(database, { ...wish, now: at('11:59') })).toEqual({ outcome: 'taken', alternatives: [] })
  expect(await hold(database, { ...wish, now: at('12:00') })).toMatchObject({ outcome: 'held' })
})
