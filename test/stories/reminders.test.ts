import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { check } from '#appointments/check.ts'
import { instantOf, localDay } from '#appointments/local-time.ts'
import { remind } from '#appointments/notices/remind.ts'
import { writeWhen } from '#conversation/when.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'
import { Language } from '#texts.ts'
import { type Booked, minute, newsOffice, type User } from './news-office.ts'
import { channels, openOfficeOn } from './open-office.ts'

const hour = 60 * minute

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

  /** An appointment that was booked so early that no reminder's time had passed. */
  async function booked(user: User): Promise<Booked> {
    const card = await desk.booked(user)
    const bookedAt = new Date(Date.parse(card.startsAt) - 200 * hour)
    await office.database.prisma.appointment.update({ where: { id: card.id }, data: { bookedAt } })
    return card
  }

  /** What a worker does at so many hours before the start. */
  async function passes({ startsAt }: { startsAt: string }, hoursBefore: number): Promise<void> {
    office.clock.now = new Date(Date.parse(startsAt) - hoursBefore * hour)
    await works()
  }

  async function works(): Promise<void> {
    if (!isQuiet(office.clock.now)) await remind(office.database, { now: office.clock.now })
    await desk.work()
  }

  /** 10:00 on the day before. */
  function morningBefore({ startsAt }: { startsAt: string }): Date {
    const day = localDay(new Date(Date.parse(startsAt) - 24 * hour))
    return instantOf({ day, time: '10:00' }) ?? today
  }

  const rowOf = (id: string) => office.database.prisma.appointment.findUniqueOrThrow({ where: { id } })

  describe.each(Language.options)('in %s', (language) => {
    it('is reminded, with what to bring, and says “I’m coming”', async () => {
      const user = await desk.visit(language)
      const card = await booked(user)
      await passes(card, 71)
      await works()
      await user.listens()
      const when = writeWhen(new Date(card.startsAt), language)
      user.sees(user.t('reminders.heading'))
      user.sees(user.t('reminders.ask', { when }))
      user.sees(user.t('card.plea'))
      user.isAsked('reminder')
      expect(user.choices.slice(0, 3).map(({ label }) => label)).toEqual([
        user.t('reminders.coming'),
        user.t('reminders.move'),
        user.t('reminders.cancel'),
      ])
      expect(user.choices.slice(0, 3).map(({ value }) => value.split(':').slice(0, 2).join(':'))).toEqual([
        'reminder:coming',
        'reminder:move',
        'reminder:cancel',
      ])
      await user.tapsFirst()
      user.sees(user.t('reminders.says-coming', { when }))
      expect(await rowOf(card.id)).toMatchObject({ comingAt: office.clock.now, state: 'booked' })
    })

    it('cancels with one tap, is thanked, and is offered other times', async () => {
      const user = await desk.visit(language)
      const card = await booked(user)
      await passes(card, 71)
      await user.listens()
      await user.taps(user.t('reminders.cancel'))
      user.sees(user.t('reminders.says-cancelled', { when: writeWhen(new Date(card.startsAt), language) }))
      expect(user.heard.find((each) => each.cancelled)?.cancelled).toEqual({ code: card.code })
      user.isAsked('cancelled')
      expect(await rowOf(card.id)).toMatchObject({ state: 'cancelled_by_applicant' })
    })

    it('stops messages, is told how to get them back, and gets them back', async () => {
      const user = await desk.visit(language)
      const card = await booked(user)
      await user.says('/stop')
      user.sees(user.t('reminders.off'))
      office.clock.now = morningBefore(card)
      await works()
      await user.listens()
      expect(user.heard).toEqual([])
      expect(await desk.outcomes(card.id)).toEqual(['unreachable'])
      await user.says(user.t('reminders.turn-on'))
      user.sees(user.t('reminders.on'))
      await user.says(user.t('reminders.turn-off'))
      user.sees(user.t('reminders.off'))
    })
  })

  it('moves from the reminder, and is reminded of the new time only', async () => {
    const user = await desk.visit('de')
    const card = await booked(user)
    await passes(card, 71)
    await user.listens()
    await user.taps(user.t('reminders.move'))
    await user.goesTo('confirm')
    await user.tapsFirst()
    user.sees(user.t('card.moved'))
    const id = await desk.now(card.key)
    const { startsAt } = await rowOf(id)
    const bookedAt = new Date(startsAt.getTime() - 30 * hour)
    await office.database.prisma.appointment.update({ where: { id }, data: { bookedAt } })
    await passes({ startsAt: startsAt.toISOString() }, 23.5)
    await user.listens()
    expect(await desk.outcomes(card.id), 'nothing more of the old time').toEqual(['told'])
    user.sees(writeWhen(startsAt, 'de'))
  })

  it('is reminded once by each, however often and in however many processes it is done', async () => {
    const user = await desk.visit('de')
    const card = await booked(user)
    office.clock.now = new Date(Date.parse(card.startsAt) - 70 * hour)
    await Promise.all(Array.from({ length: 8 }, () => remind(office.database, { now: office.clock.now })))
    await Promise.all([desk.work(), desk.work(), desk.work()])
    await works()
    await user.listens()
    expect(user.heard.filter(({ text }) => text.includes(user.t('reminders.heading')))).toHaveLength(1)
    await passes(card, 22)
    await works()
    expect(await desk.outcomes(card.id)).toEqual(['told', 'told'])
  })

  it('is not reminded of what was booked later than the reminder’s time, nor twice after a long silence of the office', async () => {
    const user = await desk.visit('de')
    const card = await booked(user)
    const startsAt = Date.parse(card.startsAt)
    await office.database.prisma.appointment.update({
      where: { id: card.id },
      data: { bookedAt: new Date(startsAt - 30 * hour) },
    })
    await passes(card, 29)
    expect(await desk.outcomes(card.id), 'three days before lies before the booking').toEqual([])
    await office.database.prisma.appointment.update({
      where: { id: card.id },
      data: { bookedAt: new Date(startsAt - 300 * hour) },
    })
    office.clock.now = new Date(startsAt - 5 * minute)
    await remind(office.database, { now: office.clock.now })
    const notices = await office.database.prisma.notice.findMany({ where: { appointmentId: card.id } })
    expect(notices.map(({ hoursBefore }) => hoursBefore)).toEqual([24])
  })

  it('hears nothing after a cancellation, after the start, and after an erasure', async () => {
    const user = await desk.visit('de')
    const card = await booked(user)
    office.clock.now = new Date(Date.parse(card.startsAt) - 70 * hour)
    await remind(office.database, { now: office.clock.now })
    await user.says('/cancel')
    await user.tapsFirst()
    await desk.work()
    await user.listens()
    expect(user.heard.filter(({ text }) => text.includes(user.t('reminders.heading')))).toEqual([])
    expect(await desk.outcomes(card.id)).toEqual(['over'])

    office.clock.now = today
    const late = await desk.visit('de')
    const begun = await booked(late)
    office.clock.now = new Date(Date.parse(begun.startsAt) - minute)
    await remind(office.database, { now: office.clock.now })
    office.clock.now = new Date(Date.parse(begun.startsAt))
    await desk.work()
    expect(await desk.outcomes(begun.id)).toEqual(['over'])

    office.clock.now = today
    const gone = await desk.visit('de')
    const erased = await booked(gone)
    office.clock.now = new Date(Date.parse(erased.startsAt) - 70 * hour)
    await remind(office.database, { now: office.clock.now })
    await gone.says(gone.t('menu.erase'))
    await gone.tapsFirst()
    gone.sees(gone.t('erase.done'))
    await desk.work()
    await gone.listens()
    expect(gone.heard.filter(({ text }) => text.includes(gone.t('reminders.heading')))).toEqual([])
    expect(await desk.outcomes(erased.id)).toEqual([])
  })

  it('is left alone at night and reminded in the morning', async () => {
    const user = await desk.visit('de')
    const card = await booked(user)
    const day = localDay(new Date(Date.parse(card.startsAt) - 48 * hour))
    const at = (time: string) => instantOf({ day, time }) ?? today
    await office.database.query({
      name: 'test-due-reminder',
      text: `INSERT INTO notice (appointment_id, kind, hours_before, due_at) VALUES ($1, 'reminder', 72, $2)`,
      values: [card.id, at('19:00')],
    })
    for (const time of ['20:00', '23:59']) {
      office.clock.now = at(time)
      await desk.work()
      expect(await desk.outcomes(card.id), time).toEqual([null])
    }
    office.clock.now = new Date(at('19:59').getTime() + 12 * hour + minute)
    await desk.work()
    expect(await desk.outcomes(card.id)).toEqual(['told'])
  })

  it('keeps an open task, with the buttons of the reminder beside its own', async () => {
    const user = await desk.visit('de')
    const card = await booked(user)
    await user.taps(user.t('menu.book'))
    user.isAsked('department')
    await passes(card, 71)
    await user.listens()
    user.isAsked('department')
    await user.taps(user.t('reminders.coming'))
    user.sees(user.t('reminders.says-coming', { when: writeWhen(new Date(card.startsAt), 'de') }))
    user.isAsked('department')
  })
})
