import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callAgain } from '#appointments/attendance/call-again.ts'
import { check } from '#appointments/check.ts'
import { askWhetherSeen } from '#appointments/notices/ask-whether-seen.ts'
import { writeWhen } from '#conversation/when.ts'
import { Language } from '#texts.ts'
import { clockAt, minute, morningAfter, newsOffice, somebody } from './news-office.ts'
import { channels, openOfficeOn } from './open-office.ts'

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  let desk: ReturnType<typeof newsOffice>
  let today: Date
  beforeAll(async () => {
    office = await openOfficeOn(channel)
    desk = newsOffice(office)
    today = office.clock.now
  })
  beforeEach(() => {
    office.clock.now = today
  })
  afterAll(async () => {
    expect(await check(office.database)).toMatchObject({ ok: true })
    await office.close()
  })

  describe.each(Language.options)('in %s', (language) => {
    it('is called in, once and once more, and the open question stays usable', async () => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      const { id, code } = card
      desk.near(card)
      const staffId = await desk.calls(id)
      await desk.tell(user)
      user.sees(user.t('news.called', { room: '2.14', code }))
      user.isAsked('menu')
      expect(user.heard.map(({ text }) => text)).toEqual([user.t('news.called', { room: '2.14', code })])
      await desk.tell(user)
      expect(user.heard, 'told once').toEqual([])

      await user.taps(user.t('menu.book'))
      user.isAsked('department')
      desk.later(minute)
      const again = { appointmentId: id, staffId, now: office.clock.now }
      await office.database.transaction((tx) => callAgain(tx, again))
      await desk.tell(user)
      user.sees(user.t('news.called-again', { room: '2.14', code }))
      user.isAsked('department')
      await user.tapsFirst()
      user.isAsked('service')
    })

    it('hears that the office moved an appointment, and keeps it or takes another time', async () => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      const to = await desk.moves(card.id)
      await desk.tell(user)
      user.sees(user.t('news.moved', { from: writeWhen(new Date(card.startsAt), language) }))
      user.sees(writeWhen(to, language))
      expect(user.heard.find((each) => each.booked)?.booked).toEqual({ code: card.code, startsAt: to.toISOString() })
      user.isAsked('moved')
      await user.tapsFirst()
      user.sees(user.t('news.kept', { when: writeWhen(to, language) }))
      user.isAsked('menu')

      await desk.moves(await desk.now(card.key))
      await desk.tell(user)
      await user.says(user.t('step.moved.other'))
      await user.goesTo('confirm')
      await user.taps(user.t('confirm.move'))
      user.sees(user.t('card.moved'))
    })

    it('hears that the office moved an appointment, and cancels it', async () => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      await desk.moves(card.id)
      await desk.tell(user)
      await user.says('3')
      user.isAsked('confirm')
      await user.taps(user.t('confirm.cancel'))
      expect(user.heard.find((each) => each.cancelled)?.cancelled).toEqual({ code: card.code })
    })

    it('hears that the office cancelled, and takes one of the other times', async () => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      await desk.cancels(card.id)
      await desk.tell(user)
      expect(user.heard, 'not while it can be undone').toEqual([])
      desk.later(31_000)
      await desk.tell(user)
      user.sees(user.t('news.cancelled', { when: writeWhen(new Date(card.startsAt), language) }))
      expect(user.heard.find((each) => each.cancelled)?.cancelled).toEqual({ code: card.code })
      user.isAsked('cancelled')
      expect(user.choices.find(({ label }) => label === user.t('step.cancelled.again'))).toBeDefined()
      expect(user.choices.some(({ value }) => value.startsWith(`cancelled:at-${card.startsAt.slice(0, 16)}`))).toBe(
        false,
      )
      await user.tapsFirst()
      user.isAsked('name')
      await user.goesTo('confirm', somebody())
      await user.tapsFirst()
      user.sees(user.t('card.booked'))
    })

    it('says “I am here”, by word and by button', async () => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      const standing = () => office.database.prisma.appointment.findUniqueOrThrow({ where: { id: card.id } })
      await user.says(user.t('menu.here'))
      user.sees(user.t('here.other-day', { when: writeWhen(new Date(card.startsAt), language) }))
      desk.near(card, -61)
      await user.says(user.t('menu.here'))
      user.sees(user.t('here.too-early', { time: clockAt(card, 0), from: clockAt(card, -60) }))
      expect(await standing()).toMatchObject({ presence: 'expected' })
      expect(user.choices.map(({ label }) => label)).not.toContain(user.t('menu.here'))
      desk.near(card, -20)
      await user.says('/menu')
      await user.tapsFirst()
      user.sees(user.t('here.arrived', { place: card.place, code: card.code }))
      user.isAsked('menu')
      expect(await standing()).toMatchObject({ presence: 'arrived', arrivedAt: office.clock.now })
      await user.says(user.t('menu.here').toUpperCase())
      user.sees(user.t('here.already', { code: card.code }))
      expect(await office.database.prisma.attendanceRecord.count({ where: { appointmentId: card.id } })).toBe(1)
    })

    it('says “I am here” by the number that stands before it', async () => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      desk.near(card, -20)
      await user.says('/menu')
      await user.says('1')
      user.sees(user.t('here.arrived', { place: card.place, code: card.code }))
      const mine = user.choices.findIndex(({ value }) => value === 'menu:appointments')
      await user.says(String(mine + 1))
      user.sees(user.t('card.yours'))
    })

    it('is told clearly when “I am here” comes too late, or without an appointment', async () => {
      const user = await desk.visit(language)
      await user.arrives()
      await user.says(user.t('menu.here'))
      user.sees(user.t('here.none'))
      const card = await user.books(somebody())
      office.clock.now = new Date(card.endsAt)
      await user.says(user.t('menu.here'))
      user.sees(user.t('here.too-late', { time: clockAt(card, 0) }))
      expect(
        await office.database.prisma.attendanceRecord.count({ where: { what: 'arrived', at: office.clock.now } }),
      ).toBe(0)
    })

    it.each([
      ['seen', 'attended'],
      ['office-cancelled', 'unrecorded'],
      ['could-not-come', 'no_show'],
    ] as const)('is asked on the next working morning, once: %s', async (answer, attendance) => {
      const user = await desk.visit(language)
      const card = await desk.booked(user)
      const morning = await morningAfter(office.database, card)
      office.clock.now = new Date(morning.getTime() - minute)
      expect(await askWhetherSeen(office.database, { now: office.clock.now }), 'not before').toBe(0)
      office.clock.now = morning
      await askWhetherSeen(office.database, { now: morning })
      expect(await askWhetherSeen(office.database, { now: morning })).toBe(0)
      await desk.tell(user)
      user.sees(user.t('step.seen.ask', { when: writeWhen(new Date(card.startsAt), language) }))
      user.isAsked('seen')
      const visit = () => office.database.prisma.appointment.findUniqueOrThrow({ where: { id: card.id } })
      expect(await visit(), 'asking records nothing').toMatchObject({ attendance: 'unrecorded' })
      await user.taps(user.t(`step.seen.${answer}`))
      user.sees(user.t(`news.${answer}`))
      user.isAsked('menu')
      expect(await visit()).toMatchObject({ attendance, source: attendance === 'unrecorded' ? null : 'applicant' })
    })
  })
})
