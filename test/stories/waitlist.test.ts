import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endWishes } from '#appointments/waitlist/end-wishes.ts'
import { check } from '#appointments/check.ts'
import { offerFreedSeats } from '#chores/offer-freed-seats.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { Language } from '#texts.ts'
import { newsOffice, somebody, type User } from './news-office.ts'
import { channels, openOfficeOn } from './open-office.ts'

/** A Monday morning in working hours. */
const monday = new Date('2026-11-23T09:00:00Z')

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  let news: ReturnType<typeof newsOffice>
  beforeAll(async () => {
    office = await openOfficeOn(channel, undefined, { now: monday })
    office.clock.now = monday
    news = newsOffice(office)
  })
  afterAll(() => office.close())

  describe.each(Language.options)('in %s', (language) => {
    it('whoever waits for an earlier time is asked, takes it with one tap, and leaves theirs to the next', async () => {
      const early = await news.visit('de')
      const first = await news.booked(early, 2)
      const late = await news.visit(language)
      const second = await news.booked(late, 7)
      await late.taps(late.t('waitlist.menu'))
      late.isAsked('earlier')
      await late.tapsFirst()
      await waits(late, '60')
      await gives(early)
      await work()
      await late.listens()
      late.isAsked('offer')
      late.sees(late.t('waitlist.offer', { when: '', where: '' }).split('\n')[0] ?? '')
      expect(late.heard.map(({ text }) => text).join()).not.toMatch(/waitlist\.|undefined|\{\{/)
      await late.taps(late.t('waitlist.accept'))
      const card = late.heard.find((each) => each.booked)?.card
      expect(card).toMatchObject({ code: second.code, startsAt: first.startsAt })
      const kept = await office.database.prisma.freedSeat.findFirstOrThrow({ orderBy: { freedAt: 'desc' } })
      expect(kept).toMatchObject({ startsAt: new Date(second.startsAt), state: 'waiting' })
      expect(await check(office.database)).toEqual({ ok: true, findings: [] })
      await clearList()
    })

    it('whoever has no appointment says who comes while the time is held, sees the wish, changes and ends it', async () => {
      const early = await news.visit('de')
      const first = await news.booked(early, 2)
      const hopeful = await news.visit(language)
      await hopeful.arrives()
      await hopeful.taps(hopeful.t('waitlist.menu'))
      hopeful.isAsked('department')
      while (hopeful.step !== 'until') await hopeful.tapsFirst()
      await hopeful.taps(hopeful.t('waitlist.until-any'))
      await waits(hopeful, '1440')
      // Seen, and changed: an hour will do.
      await hopeful.taps(hopeful.t('waitlist.menu'))
      hopeful.isAsked('wish')
      hopeful.sees(hopeful.t('waitlist.notice-1440'))
      await hopeful.tapsFirst()
      while (hopeful.step !== 'until') await hopeful.tapsFirst()
      await hopeful.says('10.01.2027')
      await waits(hopeful, '60')
      expect(await office.database.prisma.subscription.count({ where: { endedAt: null } })).toBe(1)
      await gives(early)
      await work()
      await hopeful.listens()
      hopeful.isAsked('offer')
      await hopeful.taps(hopeful.t('waitlist.accept'))
      hopeful.isAsked('name')
      const who = somebody()
      await hopeful.goesTo('confirm', who)
      await hopeful.tapsFirst()
      expect(hopeful.heard.find((each) => each.booked)?.card).toMatchObject({ startsAt: first.startsAt })
      await work()
      expect(await office.database.prisma.subscription.count({ where: { endedAt: null } }), 'fulfilled').toBe(0)
      await clearList()
    })
  })

  it('declining keeps the place on the list, stopping ends it, and an old button says so', async () => {
    const one = await news.visit()
    await news.booked(one, 2)
    const two = await news.visit()
    await news.booked(two, 2)
    const patient = await news.visit()
    await news.booked(patient, 7)
    await patient.taps(patient.t('waitlist.menu'))
    await patient.tapsFirst()
    await waits(patient, '60')
    await gives(one)
    await work()
    await patient.listens()
    const old = patient.choices[0]
    await patient.taps(patient.t('waitlist.decline'))
    patient.sees(patient.t('waitlist.declined'))
    patient.isAsked('menu')
    if (old) await patient.presses(old)
    patient.sees(patient.t('waitlist.over'))
    office.clock.now = new Date(monday.getTime() + 24 * 60 * 60 * 1000)
    await reachable()
    await gives(two)
    await work()
    await patient.listens()
    patient.isAsked('offer')
    await patient.taps(patient.t('waitlist.stop'))
    patient.sees(patient.t('waitlist.ended'))
    expect(await office.database.prisma.subscription.count({ where: { endedAt: null } })).toBe(0)
    office.clock.now = monday
    await clearList()
  })

  it('an open task keeps its question, and the offer stands beside it', async () => {
    const early = await news.visit()
    await news.booked(early, 2)
    const busy = await news.visit()
    await news.booked(busy, 7)
    await busy.taps(busy.t('waitlist.menu'))
    await busy.tapsFirst()
    await waits(busy, '60')
    await busy.taps(busy.t('menu.cancel'))
    busy.isAsked('confirm')
    await gives(early)
    await work()
    await busy.listens()
    busy.isAsked('confirm')
    busy.sees(busy.t('waitlist.offer', { when: '', where: '' }).split('\n')[0] ?? '')
    await busy.taps(busy.t('waitlist.accept'))
    expect(busy.heard.some((each) => each.booked)).toBe(true)
    await clearList()
  })

  /** From the place on to the end of a wish. */
  async function waits(user: User, notice: '60' | '1440') {
    if (user.step === 'location') await user.taps(user.t('waitlist.anywhere'))
    user.isAsked('notice')
    await user.taps(user.t(`waitlist.notice-${notice}`))
    user.isAsked('confirm')
    await user.taps(user.t('waitlist.yes'))
    user.sees(user.t('waitlist.done').slice(0, 12))
    await reachable()
  }

  async function gives(user: User) {
    await user.taps(user.t('menu.cancel'))
    await user.tapsFirst()
    expect(user.heard.some((each) => each.cancelled)).toBe(true)
  }

  async function reachable() {
    await office.database.prisma.conversation.updateMany({ data: { lastOpenAt: office.clock.now } })
  }

  /** What a worker does. */
  async function work() {
    const lines: string[] = []
    const log = createLog(readConfig({ LOG_LEVEL: 'error' }), { write: (line) => lines.push(line) })
    const { database, conversations, clock } = office
    await endWishes(database, { now: clock.now })
    await offerFreedSeats({ database, conversations, log, now: () => clock.now, random: () => 0.5 })
    expect(lines, lines.join()).toHaveLength(0)
  }

  /** The next story begins with nobody on the list and nothing freed. */
  async function clearList() {
    const { prisma } = office.database
    await prisma.subscription.updateMany({ where: { endedAt: null }, data: { endedAt: monday, endedWhy: 'stopped' } })
    await prisma.offer.updateMany({ where: { endedAt: null }, data: { endedAt: monday, state: 'withdrawn' } })
    await prisma.freedSeat.updateMany({
      where: { settledAt: null },
      data: { settledAt: monday, state: 'public' },
    })
    await prisma.slot.updateMany({ where: { held: { gt: 0 } }, data: { held: 0 } })
  }
})
