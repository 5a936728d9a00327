import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { undoCancelling } from '#appointments/desk/undo-cancelling.ts'
import { cancel } from '#appointments/cancel.ts'
import { expireHold, findDueHolds } from '#appointments/expire-hold.ts'
import { settleSeat } from '#appointments/waitlist/settle-seat.ts'
import { setSlots } from '#appointments/calendar/set-slots.ts'
import { check } from '#appointments/check.ts'
import { appointmentsOf } from '#appointments/find.ts'
import { freeTimes } from '#appointments/find-free.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { acceptOffer } from '#appointments/waitlist/accept-offer.ts'
import { declineOffer } from '#appointments/waitlist/decline-offer.ts'
import { findDueSeats } from '#appointments/waitlist/find-due.ts'
import { passOn } from '#appointments/waitlist/pass-on.ts'
import { wishesOf } from '#appointments/waitlist/wishes-of.ts'
import { book } from '#appointments/book.ts'
import { release } from '#appointments/release.ts'
import { erasePerson } from '#privacy/erase-person.ts'
import { eraseConversation } from '#privacy/erase-conversation.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import {
  at,
  clear,
  firstDay,
  furnish,
  keys,
  newcomer,
  newcomers,
  now,
  oneUnit,
  place,
  runOut,
  seats,
  someone,
} from '../small-office.ts'
import { freed, offersOf, offerTo, passAllOn, runOutOffer, visitor, waiting } from './waiting.ts'

const later = addDays(firstDay, 2)

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ connections: 30 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { days: 12 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

test('a freed time is seen by nobody, until it is everybody’s', async () => {
  const id = await freed(database)
  expect(await isFree('09:00')).toBe(false)
  const stranger = await newcomer(database)
  expect(await hold(database, { ...oneUnit, conversationId: stranger, startsAt: at('09:00'), now })).toMatchObject({
    outcome: 'taken',
  })
  // Monday at 11:00, its start on Tuesday at 09:00: nobody waits, and a day's notice is not left.
  expect(await passAllOn(database)).toEqual(['public'])
  expect(await isFree('09:00')).toBe(true)
  expect(await database.prisma.freedSeat.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'public' })
})

test('with nobody on the waitlist it becomes public at a random moment of the next working block', async () => {
  await freed(database, { day: later })
  expect(await passAllOn(database, now, () => 0.25)).toEqual(['waits'])
  const [seat] = await database.prisma.freedSeat.findMany()
  expect(seat?.publicAt).toEqual(at('13:00', '2026-11-23'))
  expect(await passAllOn(database, at('12:59', '2026-11-23'))).toEqual([])
  expect(await isFree('09:00', later)).toBe(false)
  expect(await passAllOn(database, at('13:00', '2026-11-23'))).toEqual(['public'])
  expect(await isFree('09:00', later)).toBe(true)
})

test('whoever has waited longest is offered it first, one person at a time, then the next', async () => {
  const [first, second] = [await waiting(database), await waiting(database)]
  const id = await freed(database)
  expect(await passAllOn(database)).toEqual(['offered'])
  expect(await passAllOn(database)).toEqual([])
  expect(await offersOf(database)).toMatchObject([{ conversationId: first, state: 'offered' }])
  await decline(first)
  expect(await passAllOn(database)).toEqual(['offered'])
  await runOutOffer(database, await offerTo(database, second))
  expect(await passAllOn(database)).toEqual(['public'])
  expect(await offersOf(database, id)).toMatchObject([{ state: 'declined' }, { state: 'expired' }])
})

test('an answer after the time is too late, also before anybody has looked, and so is somebody else’s', async () => {
  const [patient, stranger] = [await waiting(database), await newcomer(database)]
  await freed(database)
  await passAllOn(database)
  const offerId = await offerTo(database, patient)
  expect(await accept(stranger, offerId)).toEqual({ outcome: 'over' })
  await runOutOffer(database, offerId)
  expect(await accept(patient, offerId)).toEqual({ outcome: 'over' })
  expect(await offersOf(database)).toMatchObject([{ state: 'offered' }])
  expect(await passAllOn(database)).toEqual(['public'])
})

test('accepting moves the later appointment and frees that one in turn, which is offered to the next', async () => {
  const [one, two] = [await visitor(database, { day: later }), await visitor(database, { day: addDays(later, 1) })]
  for (const { conversationId, code } of [one, two]) await waiting(database, { conversationId, appointmentCode: code })
  await freed(database)
  await passAllOn(database)
  expect(await accept(one.conversationId)).toMatchObject({ outcome: 'moved', appointment: { code: one.code } })
  expect(await appointmentsOf(database, { conversationId: one.conversationId, now })).toMatchObject([
    { startsAt: at('09:00') },
  ])
  expect(await wishesOf(database, one)).toEqual([])
  expect(await isFree('09:00', later), 'the time that was given up').toBe(false)
  expect(await passAllOn(database)).toEqual(['offered'])
  expect(await accept(two.conversationId)).toMatchObject({
    outcome: 'moved',
    appointment: { startsAt: at('09:00', later) },
  })
  expect(await database.prisma.freedSeat.findMany({ where: { state: 'accepted' } })).toHaveLength(2)
  expect(await accept(two.conversationId), 'once').toEqual({ outcome: 'over' })
})

test('accepting costs none of the moves that somebody has, and what they have reserved stays', async () => {
  const one = await visitor(database, { day: addDays(later, 5) })
  for (const time of ['09:20', '09:40', '10:00'])
    await moveAtDesk(database, {
      appointmentId: await idOf(one.code),
      startsAt: at(time, addDays(later, 5)),
      by: 'applicant',
      now,
    })
  await settleAll()
  await waiting(database, { conversationId: one.conversationId, appointmentCode: one.code })
  await hold(database, { ...oneUnit, conversationId: one.conversationId, startsAt: at('10:00'), now })
  await freed(database)
  await passAllOn(database)
  expect(await accept(one.conversationId)).toMatchObject({ outcome: 'moved', appointment: { startsAt: at('09:00') } })
  expect(await database.prisma.hold.count()).toBe(1)
})

describe('somebody without an appointment', () => {
  let conversationId: string
  beforeEach(async () => {
    conversationId = await waiting(database)
    await freed(database)
    await passAllOn(database)
  })

  test('holds the time while they say who comes, and the wish ends with the booking', async () => {
    const accepted = await accept(conversationId)
    if (accepted.outcome !== 'held') throw new Error(accepted.outcome)
    expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 1 })
    const booked = await book(database, keys, { ...someone(conversationId), holdId: accepted.hold.id })
    if (booked.outcome !== 'booked') throw new Error(booked.outcome)
    expect(await database.prisma.freedSeat.findFirstOrThrow()).toMatchObject({
      state: 'accepted',
      takenId: booked.appointment.id,
    })
  })

  test.each([
    ['runs out', () => runOut(database, conversationId).then(() => expire())],
    ['is given back', () => release(database, { conversationId })],
    ['is changed for another time', () => hold(database, { ...oneUnit, conversationId, startsAt: at('10:00'), now })],
  ])('leaves it to the waitlist again when what they held %s', async (_, end) => {
    expect((await accept(conversationId)).outcome).toBe('held')
    await end()
    expect(await isFree('09:00')).toBe(false)
    expect(await database.prisma.freedSeat.findFirstOrThrow()).toMatchObject({ state: 'waiting' })
    const next = await waiting(database)
    expect(await passAllOn(database)).toEqual(['offered'])
    await expect(offerTo(database, next)).resolves.toEqual(expect.any(String))
  })

  test('choosing the held time once more keeps it', async () => {
    await accept(conversationId)
    expect(await hold(database, { ...oneUnit, conversationId, startsAt: at('09:00'), now })).toMatchObject({
      outcome: 'held',
    })
    expect(await seats(database, '09:00')).toEqual({ booked: 0, held: 1 })
  })
})

test('a helper who has booked for somebody may wait for somebody else, and moves nobody by accepting', async () => {
  const helper = await visitor(database, { day: later })
  await waiting(database, { conversationId: helper.conversationId })
  await freed(database)
  expect(await passAllOn(database)).toEqual(['offered'])
  expect((await accept(helper.conversationId)).outcome).toBe('held')
  expect(await appointmentsOf(database, { conversationId: helper.conversationId, now })).toMatchObject([
    { code: helper.code, startsAt: at('09:00', later) },
  ])
})

test('of several slots those that are not needed stay with the waitlist', async () => {
  await freed(database, { units: 4 })
  const one = await waiting(database)
  expect(await passAllOn(database)).toEqual(['offered'])
  expect((await accept(one)).outcome).toBe('held')
  const two = await waiting(database, { serviceId: 'general-2' })
  expect(await passAllOn(database)).toEqual(['offered'])
  expect(await accept(two)).toMatchObject({ outcome: 'held', hold: { startsAt: at('09:20'), units: 2 } })
  expect(await database.prisma.freedSeat.count({ where: { state: 'waiting' } })).toBe(1)
})

test('a visit of four slots is not offered a time of one', async () => {
  await waiting(database, { serviceId: 'general-4' })
  await freed(database)
  expect(await passAllOn(database)).toEqual(['public'])
})

describe('who is asked', () => {
  test.each([
    ['another department', { departmentId: 'asylum', serviceId: 'asylum-1' }],
    ['a last day before it', { until: '2026-11-23' }],
    ['more notice than is left', { noticeMinutes: 48 * 60 }],
  ])('nobody with %s', async (_, wish) => {
    await waiting(database, wish)
    await freed(database)
    expect(await passAllOn(database)).toEqual(['public'])
  })

  test('nobody whose appointment is earlier already, and not whoever has just given it up', async () => {
    const early = await visitor(database, { time: '09:00' })
    await waiting(database, { conversationId: early.conversationId, appointmentCode: early.code })
    await freed(database, { time: '09:20' })
    expect(await passAllOn(database)).toEqual(['public'])
    const gone = await visitor(database, { time: '10:00' })
    await waiting(database, { conversationId: gone.conversationId })
    await cancelled(gone)
    expect(await passAllOn(database)).toEqual(['public'])
  })

  test('nobody who wants no messages, blocked us, or looks at no web chat', async () => {
    const [silent, blocked] = [await waiting(database), await waiting(database)]
    await database.prisma.conversation.update({ where: { id: silent }, data: { noticesOffAt: now } })
    await database.prisma.conversation.update({ where: { id: blocked }, data: { reachable: false } })
    const away = await waiting(database, { conversationId: await newcomer(database, 'webchat') })
    await freed(database)
    expect(await passAllOn(database)).toEqual(['public'])
    await database.prisma.conversation.update({ where: { id: away }, data: { lastOpenAt: now } })
    await freed(database)
    expect(await passAllOn(database)).toEqual(['offered'])
  })

  test('nobody more than once a day or three times in seven days', async () => {
    const patient = await waiting(database)
    const told: string[] = []
    const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-12-01']
    for (const [index, day] of days.entries()) {
      for (const time of ['09:20', '09:40']) await freed(database, { time, day: addDays('2026-11-30', index) })
      const outcomes = await passAllOn(database, at('11:00', day))
      if (outcomes.includes('offered')) {
        told.push(day)
        await decline(patient)
      }
      expect(outcomes.filter((outcome) => outcome === 'offered').length, day).toBeLessThanOrEqual(1)
      await settleAll()
    }
    expect(told).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-12-01'])
  })

  test('nobody in quiet hours: in the morning', async () => {
    const patient = await waiting(database)
    await freed(database, { day: later })
    const evening = at('20:00', '2026-11-23')
    expect(await passAllOn(database, evening)).toEqual(['waits'])
    expect(await passAllOn(database, at('07:59', '2026-11-24'))).toEqual([])
    expect(await passAllOn(database, at('08:00', '2026-11-24'))).toEqual(['offered'])
    await expect(offerTo(database, patient)).resolves.toEqual(expect.any(String))
  })

  test('nobody at night for a time so early that the morning is too late: it is everybody’s at once', async () => {
    await database.prisma.slot.create({
      data: { departmentId: 'general', locationId: 'neuss', startsAt: at('08:40'), minutes: 20, capacity: 1 },
    })
    await waiting(database)
    await freed(database, { time: '08:40' })
    expect(await passAllOn(database, at('21:00', '2026-11-23'))).toEqual(['public'])
    expect(await offersOf(database)).toEqual([])
  })

  test('on the day itself only who can be there in time, for less long', async () => {
    await waiting(database, { noticeMinutes: 180 })
    const quick = await waiting(database, { noticeMinutes: 60 })
    await freed(database, { time: '10:40' })
    expect(await passAllOn(database, at('09:00'))).toEqual(['offered'])
    expect(await offersOf(database)).toMatchObject([{ conversationId: quick }])
    const { expiresAt } = await database.prisma.offer.findFirstOrThrow()
    expect(Math.round((expiresAt.getTime() - Date.now()) / 60_000)).toBe(12)
  })
})

test('a new wish is asked before the moment at which a time becomes public', async () => {
  await freed(database, { day: later })
  expect(await passAllOn(database)).toEqual(['waits'])
  const patient = await waiting(database)
  expect(await passAllOn(database)).toEqual(['offered'])
  expect(await offersOf(database)).toMatchObject([{ conversationId: patient }])
})

test('what the office can still undo is offered to nobody, and undone it is booked as before', async () => {
  await waiting(database)
  const one = await visitor(database)
  await cancelAtDesk(database, keys, { appointmentId: one.id, by: 'office', staffId: null, now })
  expect(await passAllOn(database)).toEqual([])
  expect(
    await database.transaction((tx) => undoCancelling(tx, { appointmentId: one.id, staffId: null, now })),
  ).toMatchObject({
    outcome: 'undone',
  })
  expect(await seats(database, '09:00')).toEqual({ booked: 1, held: 0 })
  expect(await database.prisma.freedSeat.findFirstOrThrow()).toMatchObject({ state: 'taken_back' })
})

test('a time that the office closes is taken from whoever it is offered to', async () => {
  const patient = await waiting(database)
  await freed(database)
  await passAllOn(database)
  const offerId = await offerTo(database, patient)
  const { id } = await database.prisma.slot.findFirstOrThrow({
    where: { startsAt: at('09:00'), departmentId: 'general' },
  })
  await setSlots(database, { slotIds: [id], state: 'closed' })
  expect(await database.transaction((tx) => acceptOffer(tx, { offerId, conversationId: patient, now }))).toEqual({
    outcome: 'over',
  })
  expect(await passAllOn(database)).toEqual(['lapsed'])
  expect(await offersOf(database)).toMatchObject([{ state: 'withdrawn' }])
})

test('erasing somebody takes their offer back, and the next is asked', async () => {
  const [first, second] = [await waiting(database), await waiting(database)]
  await freed(database)
  await passAllOn(database)
  await eraseConversation(database, { conversationId: first, now })
  expect(await database.prisma.offer.findMany({ where: { conversationId: first } })).toEqual([])
  expect(await passAllOn(database)).toEqual(['offered'])
  expect(await offersOf(database)).toMatchObject([{ state: 'withdrawn' }, { conversationId: second, state: 'offered' }])
})

test('erasing a person ends what somebody else wished for their appointment, and no offer survives it', async () => {
  const one = await visitor(database, { day: later })
  const helper = await waiting(database, { appointmentCode: one.code })
  await freed(database)
  await passAllOn(database)
  const offerId = await offerTo(database, helper)
  expect(await erasePerson(database, { code: one.code, now })).toMatchObject({ outcome: 'erased', cancelled: 1 })
  expect(await database.prisma.subscription.count()).toBe(0)
  expect(await accept(helper, offerId)).toEqual({ outcome: 'over' })
  expect(await isFree('09:00', later)).toBe(false)
})

describe('at the same moment', () => {
  test('several processes offer a seat to one person, and one person one seat', async () => {
    for (let count = 0; count < 3; count++) await waiting(database)
    for (const time of ['09:00', '09:20', '09:40', '10:00', '10:20']) await freed(database, { time })
    const due = await findDueSeats(database, { now, limit: 100 })
    const everybody = Array.from({ length: 6 }, () => due).flat()
    await Promise.all(
      everybody.map(({ id }) => database.transaction((tx) => passOn(tx, { freedSeatId: id, now, random: () => 0.5 }))),
    )
    const offers = await offersOf(database)
    const open = offers.filter(({ state }) => state === 'offered')
    expect(new Set(open.map(({ conversationId }) => conversationId)).size).toBe(open.length)
    expect(open.length).toBeLessThanOrEqual(3)
    expect(open.length).toBeGreaterThan(0)
  })

  test('an answer and the clock meet within milliseconds: never both', async () => {
    const outcomes = new Set<string>()
    for (let round = 0; round < 24; round++) {
      await clear(database)
      await furnish(database, { days: 3 })
      const one = await visitor(database, { day: later })
      await waiting(database, { conversationId: one.conversationId, appointmentCode: one.code })
      await freed(database)
      await passAllOn(database)
      const offerId = await offerTo(database, one.conversationId)
      const { id: freedSeatId } = await database.prisma.freedSeat.findFirstOrThrow({ where: { state: 'offered' } })
      await database.prisma.$executeRaw`
        UPDATE offer SET expires_at = clock_timestamp() + ${round - 8} * interval '1 millisecond' WHERE id = ${offerId}::uuid`
      const [answer] = await Promise.all([
        accept(one.conversationId, offerId),
        database.transaction((tx) => passOn(tx, { freedSeatId, now, random: () => 0 })),
        database.transaction((tx) => passOn(tx, { freedSeatId, now, random: () => 0 })),
      ])
      outcomes.add(answer.outcome)
      const { state } = await database.prisma.offer.findUniqueOrThrow({ where: { id: offerId } })
      expect(state).toBe(answer.outcome === 'moved' ? 'accepted' : state === 'offered' ? 'offered' : 'expired')
      expect(await check(database)).toEqual({ ok: true, findings: [] })
      const { booked, held } = await seats(database, '09:00')
      expect(booked + held).toBeLessThanOrEqual(1)
    }
    expect([...outcomes].toSorted()).toEqual(['moved', 'over'])
  })

  test('twice the same answer moves once', async () => {
    const one = await visitor(database, { day: later })
    await waiting(database, { conversationId: one.conversationId, appointmentCode: one.code })
    await freed(database)
    await passAllOn(database)
    const offerId = await offerTo(database, one.conversationId)
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(one.conversationId, offerId)))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['moved', 'over', 'over', 'over', 'over', 'over'])
  })

  test('fifty people never see a freed time while it changes hands', async () => {
    await waiting(database)
    const crowd = await newcomers(database, 50)
    const one = await visitor(database)
    const grabs = crowd.map((conversationId) =>
      hold(database, { ...oneUnit, conversationId, startsAt: at('09:00'), now }),
    )
    await cancelled(one)
    const results = await Promise.all(grabs)
    expect(results.filter(({ outcome }) => outcome === 'held')).toEqual([])
    expect(await passAllOn(database)).toEqual(['offered'])
  })
})

async function isFree(time: string, day = firstDay): Promise<boolean> {
  return (await freeTimes(database, { ...place, day, now })).some((free) => free.time === time)
}

async function accept(conversationId: string, offerId?: string) {
  const id =
    offerId ??
    (await database.prisma.offer.findFirst({ where: { conversationId }, orderBy: { offeredAt: 'desc' } }))?.id ??
    ''
  return database.transaction((tx) => acceptOffer(tx, { offerId: id, conversationId, now }))
}

async function decline(conversationId: string) {
  const offerId = await offerTo(database, conversationId)
  return database.transaction((tx) => declineOffer(tx, { offerId, conversationId, isEnd: false, now }))
}

async function cancelled({ conversationId, code }: { conversationId: string; code: string }): Promise<void> {
  expect(await cancel(database, { conversationId, code, now })).toMatchObject({ outcome: 'cancelled' })
}

async function settleAll(): Promise<void> {
  for (const { id } of await database.prisma.freedSeat.findMany({ where: { state: { in: ['waiting', 'offered'] } } }))
    await settleSeat(database, { freedSeatId: id, as: 'public', now })
}

async function expire(): Promise<void> {
  for (const due of await findDueHolds(database, { limit: 10 })) await expireHold(database, due)
}

async function idOf(code: string): Promise<string> {
  return (await database.prisma.appointment.findFirstOrThrow({ where: { code, state: 'booked' } })).id
}
