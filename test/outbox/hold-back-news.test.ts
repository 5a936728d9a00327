import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { check } from '#appointments/check.ts'
import { askWhetherSeen } from '#appointments/notices/ask-whether-seen.ts'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { giveUpLot } from '#appointments/draws/give-up-lot.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { seeToDraws } from '#chores/keep-draws.ts'
import { offerFreedSeats } from '#chores/offer-freed-seats.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { stopBroadcast } from '#notices/broadcast/control.ts'
import { keptSeat } from '../appointments/waitlist/kept-seat.ts'
import { announcingOffice } from '../notices/broadcast/announcing-office.ts'
import { minute, morningAfter, newsOffice, somebody } from '../stories/news-office.ts'
import { person } from '../stories/person.ts'
import { talkLine } from '../stories/talk-line.ts'
import { sendsOut } from './sends-out.ts'

// Telegram's conversations while Telegram is away: what nobody asked for waits in the log.
let office: Awaited<ReturnType<typeof announcingOffice>>
const hour = 60 * minute
const today = addDays(localDay(new Date()), 1)
const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
beforeAll(async () => {
  office = await announcingOffice()
})
beforeEach(() => {
  office.clock.now = at('10:00')
})
afterAll(async () => {
  expect(await check(office.database)).toMatchObject({ ok: true, findings: [] })
  await office.close()
})

/** A time of the first day, or of a later one. */
function at(time: string, later = 0): Date {
  const instant = instantOf({ day: addDays(today, later), time })
  if (!instant) throw new Error(`There is no ${time}`)
  return instant
}

/** Somebody in Telegram for whom nothing waits. */
async function newcomer() {
  const line = await talkLine(office)
  const user = person(line, 'de')
  await user.arrives()
  await sends(line)
  return { ...line, user }
}

const sends = (line: { conversationId: string }) => sendsOut(office, line)

it('that a time ran out is said in the night too, but not an hour later', async () => {
  for (const [minutes, isSent] of [
    [1, true],
    [61, false],
  ] as const) {
    office.clock.now = at('21:00')
    const line = await newcomer()
    await line.user.taps(line.user.t('menu.book'))
    await line.user.goesTo('name')
    await sends(line)
    const { id: holdId } = await office.database.prisma.hold.update({
      where: { conversationId: line.conversationId },
      data: { expiresAt: new Date(Date.now() - 1000) },
    })
    await office.conversations.receive({
      address: { channel: 'telegram', conversationId: line.conversationId },
      key: randomUUID(),
      act: { kind: 'hold-expired', holdId },
    })
    office.later(minutes)
    expect((await sends(line)).length > 0).toBe(isSent)
  }
})

describe('an offer of a freed time', () => {
  const works = () => {
    const { database, conversations, clock } = office
    return offerFreedSeats({ database, conversations, log, now: () => clock.now, random: () => 0.9 })
  }
  const text = 'Ein Termin ist frei geworden'
  const offersTo = (conversationId: string) => office.database.prisma.offer.findMany({ where: { conversationId } })

  /** Somebody whom a freed time was just offered to: the message waits. */
  async function asked() {
    const patient = await newcomer()
    const { conversationId } = patient
    const seat = await keptSeat(office.database, { conversationId, from: at('00:00', 9), now: office.clock.now })
    onTestFinished(seat.forget)
    await works()
    const [offer] = await offersTo(conversationId)
    expect(offer).toMatchObject({ state: 'offered', toldAt: office.clock.now })
    return { ...patient, seatId: seat.id, offerId: offer?.id ?? '' }
  }

  it('is sent as long as it stands', async () => {
    const patient = await asked()
    expect((await sends(patient)).join()).toContain(text)
  })

  it('is not sent when its time is over, and then nobody was asked', async () => {
    const patient = await asked()
    await office.database.prisma
      .$executeRaw`UPDATE offer SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ${patient.offerId}::uuid`
    expect(await sends(patient)).toEqual([])
    expect(await offersTo(patient.conversationId)).toMatchObject([{ state: 'withdrawn', toldAt: null }])
  })

  it('is not sent when it was taken back, and not to who wants no messages', async () => {
    const late = await asked()
    await office.database.prisma.offer.update({
      where: { id: late.offerId },
      data: { state: 'withdrawn', endedAt: office.clock.now },
    })
    expect(await sends(late)).toEqual([])
    const quiet = await asked()
    await quiet.user.says('/stop')
    const [answer, ...others] = await sends(quiet)
    expect(answer).toContain('In Ordnung')
    expect(others).toEqual([])
  })

  it('is not sent at night, and made anew in the morning', async () => {
    const patient = await asked()
    office.clock.now = at('23:00')
    expect(await sends(patient)).toEqual([])
    await works()
    expect(await offersTo(patient.conversationId), 'as if it had never been').toEqual([])
    office.clock.now = at('10:00', 1)
    await works()
    expect((await sends(patient)).join()).toContain(text)
    expect(await offersTo(patient.conversationId)).toMatchObject([{ state: 'offered', freedSeatId: patient.seatId }])
  })
})

describe('news of a draw', () => {
  const works = () => {
    const { database, conversations, keys, clock } = office
    return seeToDraws({ database, conversations, keys, log, now: () => clock.now })
  }
  let day = 90

  /** Somebody whose lot was just drawn: the message waits. */
  async function won() {
    const { database, keys, clock } = office
    clock.now = at('10:00')
    day++
    await database.prisma.slot.create({
      data: {
        departmentId: 'general',
        locationId: 'neuss',
        startsAt: at('06:00', day),
        minutes: 20,
        capacity: 1,
        publicFrom: at('00:00', 80),
      },
    })
    const service = await database.prisma.service.findFirstOrThrow({ where: { departmentId: 'general', units: 1 } })
    const opened = await database.transaction((tx) =>
      openDraw(tx, keys, {
        departmentId: 'general',
        serviceId: service.id,
        locationId: 'neuss',
        firstDay: addDays(today, day),
        lastDay: addDays(today, day),
        before: '07:00',
        opensAt: at('08:00'),
        closesAt: at('12:00'),
        drawsAt: at('13:00'),
        holdHours: 24,
        now: clock.now,
      }),
    )
    if (opened.outcome !== 'opened') throw new Error(opened.outcome)
    const winner = await newcomer()
    await winner.user.taps(winner.user.t('draw.menu'))
    await winner.user.goesTo('confirm', somebody())
    await winner.user.taps(winner.user.t('draw.enter'))
    await sends(winner)
    clock.now = at('13:00')
    await works()
    const lot = await database.prisma.lot.findFirstOrThrow({ where: { drawId: opened.id } })
    expect(lot).toMatchObject({ state: 'offered', toldAt: clock.now })
    return { ...winner, ...lot, conversationId: winner.conversationId }
  }

  it('is not sent at night, but anew in the morning', async () => {
    const winner = await won()
    office.clock.now = at('23:00')
    expect(await sends(winner)).toEqual([])
    await works()
    expect(await sends(winner), 'not before the morning').toEqual([])
    office.clock.now = at('08:00', 1)
    await works()
    expect((await sends(winner)).join()).toContain(`Ihr Los ${winner.number} wurde gezogen`)
  })

  it('is not sent of a place that was given back or ran out meanwhile', async () => {
    const { database } = office
    const declining = await won()
    const { conversationId, number } = declining
    await database.transaction((tx) => giveUpLot(tx, { conversationId, number, as: 'declined' }))
    expect(await sends(declining)).toEqual([])
    const late = await won()
    office.clock.now = late.expiresAt ?? at('13:00', 1)
    expect(await sends(late)).toEqual([])
    await works()
    expect((await sends(late)).join()).toContain('vorbei')
  })
})

describe('a broadcast', () => {
  async function announced() {
    const { prisma } = office.database
    await prisma.conversation.updateMany({ data: { language: null } })
    const person = await newcomer()
    const id = await office.announces()
    await office.step()
    expect(await office.report(id)).toMatchObject({ all: { sending: 1 } })
    return { ...person, id }
  }

  it.each([
    ['at night', async () => void (office.clock.now = at('20:30'))],
    ['on the day after', async () => void (office.clock.now = at('09:00', 1))],
    [
      'of one that was paused in the same moment',
      async (id: string) =>
        void (await office.database.prisma.broadcast.update({ where: { id }, data: { state: 'paused' } })),
    ],
    [
      'of one that was stopped in the same moment',
      async (id: string) =>
        void (await office.database.prisma.broadcast.update({
          where: { id },
          data: { state: 'stopped', endedAt: office.clock.now },
        })),
    ],
  ])('is not sent %s: whom it was for waits on', async (_, happens) => {
    const { id, ...recipient } = await announced()
    await happens(id)
    expect(await sends(recipient)).toEqual([])
    expect(await office.report(id)).toMatchObject({ all: { queued: 1, sending: 0 } })
    await office.database.transaction((tx) => stopBroadcast(tx, { id, now: office.clock.now }))
  })

  it('is sent by day while it runs', async () => {
    const { id, ...recipient } = await announced()
    expect((await sends(recipient)).join()).toContain('Es gibt freie Termine')
    expect(await office.report(id)).toMatchObject({ all: { sent: 1 } })
  })
})

describe('of what the office says', () => {
  /** Somebody with an appointment. */
  async function visitor() {
    const line = await newcomer()
    const card = await line.user.books(somebody())
    const key = card.code.replace('-', '')
    const desk = newsOffice({ ...office, channel: 'telegram', line: async () => line })
    await sends(line)
    return { ...line, card, key, desk, id: await desk.now(key) }
  }

  it('a call is not sent a quarter of an hour later', async () => {
    const { desk, id, card, conversationId } = await visitor()
    desk.near(card)
    await desk.calls(id)
    await desk.work()
    desk.later(15 * minute)
    expect(await sends({ conversationId })).toEqual([])
    expect(await desk.outcomes(id)).toEqual(['over'])
  })

  it('what was done with an appointment is sent in the night too, and to who wants no messages', async () => {
    const { desk, id, conversationId, user } = await visitor()
    office.clock.now = at('21:00')
    await user.says('/stop')
    await desk.cancels(id)
    desk.later(minute)
    // Whoever wants no messages is told in the chat all the same.
    await desk.work()
    expect((await sends({ conversationId })).join()).toContain('leider absagen')
    expect(await desk.outcomes(id)).toEqual(['told'])
  })

  it('a call is sent in the night', async () => {
    const { desk, id, card, conversationId } = await visitor()
    const late = instantOf({ day: localDay(new Date(card.startsAt)), time: '21:00' })
    if (!late) throw new Error(`There is no evening after ${card.startsAt}`)
    const twentyMinutes = { startsAt: late, endsAt: new Date(late.getTime() + 20 * minute) }
    await office.database.prisma.appointment.update({ where: { id }, data: twentyMinutes })
    onTestFinished(async () => {
      const back = { startsAt: new Date(card.startsAt), endsAt: new Date(card.endsAt) }
      await office.database.prisma.appointment.update({ where: { id }, data: back })
    })
    office.clock.now = late
    await desk.calls(id)
    await desk.work()
    expect((await sends({ conversationId })).join()).toContain('Raum 2.14')
  })

  it('the question whether somebody was seen waits for the morning, and for nobody who was recorded meanwhile', async () => {
    const { desk, id, card, conversationId } = await visitor()
    const morning = await morningAfter(office.database, card)
    office.clock.now = morning
    expect(await askWhetherSeen(office.database, { now: morning })).toBeGreaterThan(0)
    await desk.work()
    office.clock.now = new Date(morning.getTime() + 13 * hour)
    expect(await sends({ conversationId })).toEqual([])
    await desk.work()
    expect(await desk.outcomes(id), 'not before the morning').toEqual([null])
    office.clock.now = new Date(morning.getTime() + 24 * hour)
    await desk.work()
    await office.database.prisma.appointment.update({
      where: { id },
      data: { attendance: 'attended', source: 'clerk', active: false },
    })
    await office.database.prisma.attendanceRecord.create({
      data: { appointmentId: id, what: 'attended', source: 'clerk', at: office.clock.now },
    })
    expect(await sends({ conversationId })).toEqual([])
    expect(await desk.outcomes(id)).toEqual(['over'])
  })
})
