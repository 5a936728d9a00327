import { randomUUID } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { readConfig } from '#config.ts'
import { seeToDraws } from '#chores/keep-draws.ts'
import { offerFreedSeats } from '#chores/offer-freed-seats.ts'
import { writeDeepLink } from '#conversation/deep-link.ts'
import { offerTransfer } from '#conversation/go-on.ts'
import { createLog } from '#log.ts'
import type { ChannelName } from '#message.ts'
import type { Language } from '#texts.ts'
import { keptSeat } from '../appointments/waitlist/kept-seat.ts'
import { somebody } from '../stories/news-office.ts'
import { talkLine } from '../stories/talk-line.ts'
import type { LetterOffice } from './letter-office.ts'

const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
const today = addDays(localDay(new Date()), 1)

/** What letters are written about. */
export function thatHappen(post: LetterOffice) {
  /** A time of the first day, or of a later one. */
  function at(time: string, later = 0): Date {
    const instant = instantOf({ day: addDays(today, later), time })
    if (!instant) throw new Error(`There is no ${time}`)
    return instant
  }

  /** Somebody with an appointment whose address is confirmed. */
  async function reader(language?: Language) {
    const person = await post.withAddress(language)
    await post.confirms(person.address)
    post.mails.letters.length = 0
    const { conversationId } = await post.office.database.prisma.appointment.findUniqueOrThrow({
      where: { id: person.id },
    })
    return { ...person, conversationId: conversationId ?? '' }
  }

  type Reader = Awaited<ReturnType<typeof reader>>

  /** A freed time is offered to somebody who has none. */
  async function offered({ conversationId }: Reader) {
    const { database, conversations, clock } = post.office
    const { prisma } = database
    const { departmentId } = await prisma.appointment.findFirstOrThrow({ where: { conversationId, state: 'booked' } })
    // Whoever waits for any time of a department has none there.
    await prisma.appointment.updateMany({ where: { conversationId, departmentId }, data: { departmentId: 'asylum' } })
    const seat = await keptSeat(database, { conversationId, from: at('00:00', 9), now: clock.now })
    onTestFinished(seat.forget)
    await offerFreedSeats({ database, conversations, log, now: () => clock.now, random: () => 0.9 })
    const offer = await prisma.offer.findFirstOrThrow({ where: { conversationId } })
    expect(offer.toldAt).not.toBeNull()
    return offer
  }

  /** Somebody's lot is drawn. */
  let day = 90
  let rank = 1
  async function drawn({ conversationId, user }: Reader) {
    const { database, conversations, keys, clock } = post.office
    const { prisma } = database
    day++
    const departmentId = 'asylum'
    const place = { departmentId, locationId: 'neuss' }
    const publicFrom = at('00:00', 80)
    await prisma.slot.create({
      data: { ...place, startsAt: at('06:00', day), minutes: 20, capacity: 1, publicFrom },
    })
    const { id: serviceId } = await prisma.service.findFirstOrThrow({ where: { departmentId, units: 1 } })
    const [opensAt, closesAt, drawsAt] = [at('08:00'), at('12:00'), at('13:00')]
    const days = { firstDay: addDays(today, day), lastDay: addDays(today, day), before: '07:00' }
    const opening = { ...place, ...days, serviceId, opensAt, closesAt, drawsAt, holdHours: 24, now: clock.now }
    const opened = await database.transaction((tx) => openDraw(tx, keys, opening))
    if (opened.outcome !== 'opened') throw new Error(opened.outcome)
    await user.says('/menu')
    await user.taps(user.t('draw.menu'))
    await user.goesTo('confirm', somebody())
    await user.taps(user.t('draw.enter'))
    clock.now = at('13:00')
    await seeToDraws({ database, conversations, keys, log, now: () => clock.now })
    return prisma.lot.findFirstOrThrow({ where: { conversationId, drawId: opened.id } })
  }

  /** They are told that another lot of theirs has lapsed. */
  async function lapsed({ conversationId }: Reader, drawId: string) {
    const { database, conversations, clock } = post.office
    const [id, number] = [randomUUID(), randomUUID()]
    const entered = { people: 1, language: 'de', enteredAt: clock.now, slotIds: [], rank: ++rank }
    const lot = { id, drawId, number, conversationId, state: 'lapsed', news: 'lapsed' } as const
    await database.prisma.lot.create({ data: { ...lot, ...entered } })
    const address = { channel: 'webchat', conversationId } as const
    await conversations.receive({ address, key: id, act: { kind: 'drawn', lotId: id } })
    return lot
  }

  /** They go on in another browser, or on Telegram. */
  async function goesOn({ conversationId }: Reader, channel: ChannelName) {
    const { database } = post.office
    const transfer = await database.transaction((tx) => offerTransfer({ tx, conversationId }))
    return talkLine(post.office, { channel, link: writeDeepLink({ transfer }) })
  }

  return { at, reader, offered, drawn, lapsed, goesOn }
}

export type Happenings = ReturnType<typeof thatHappen>
export type Reader = Awaited<ReturnType<Happenings['reader']>>
