import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { finish } from '#appointments/attendance/finish.ts'
import { takeBack } from '#appointments/attendance/take-back.ts'
import { closeDay } from '#appointments/calendar/close-day.ts'
import { undoClosing } from '#appointments/calendar/undo-closing.ts'
import { check } from '#appointments/check.ts'
import { bookAtDesk } from '#appointments/desk/book-at-desk.ts'
import { freeAfter } from '#appointments/find-free.ts'
import { askWhetherSeen } from '#appointments/notices/ask-whether-seen.ts'
import { addDays, localDay, startOfDay } from '#appointments/local-time.ts'
import { writeWhen } from '#conversation/when.ts'
import type { Database } from '#database.ts'
import { erasePerson } from '#privacy/erase-person.ts'
import { retain } from '#privacy/retain.ts'
import { minute, morningAfter, newsOffice } from './news-office.ts'
import { channels, openOfficeOn } from './open-office.ts'

/** When the next turn that writes something dies: before its COMMIT, or after it without anybody hearing of it. */
let death: 'before' | 'after' | undefined

function mortal(database: Database): Database {
  return {
    ...database,
    async transaction(work) {
      const how = death
      death = undefined
      const result = await database.transaction(async (tx) => {
        const done = await work(tx)
        if (how === 'before') throw new Error('killed')
        return done
      })
      if (how === 'after') throw new Error('killed')
      return result
    },
  }
}

describe.each(channels)('on %s', (channel) => {
  let office: Awaited<ReturnType<typeof openOfficeOn>>
  let desk: ReturnType<typeof newsOffice>
  let today: Date
  beforeAll(async () => {
    office = await openOfficeOn(channel, mortal)
    desk = newsOffice(office)
    today = office.clock.now
  })
  beforeEach(() => {
    office.clock.now = today
  })
  afterAll(async () => {
    expect((await check(office.database)).findings).toEqual([])
    await office.close()
  })

  it('tells once what several workers tell at the same time', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    desk.near(card)
    await desk.calls(card.id)
    await Promise.all([desk.work(), desk.work(), desk.work(), desk.work()])
    await user.listens()
    expect(user.heard).toHaveLength(1)
    expect(await desk.outcomes(card.id)).toEqual(['told'])
  })

  it('tells once what is told again under another name', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    desk.near(card)
    await desk.calls(card.id)
    const [notice] = await office.database.prisma.notice.findMany({
      where: { appointmentId: card.id },
      include: { appointment: true },
    })
    const { id: noticeId = '', appointment } = notice ?? {}
    const address = { channel, conversationId: appointment?.conversationId ?? '' }
    for (const key of ['one', 'other'])
      await office.conversations.receive({
        address,
        key: `${noticeId} ${key}`,
        act: { kind: 'notice', noticeId, isUrgent: true },
      })
    await user.listens()
    expect(user.heard).toHaveLength(1)
  })

  it.each(['before', 'after'] as const)('tells once what was killed half-way, %s its end', async (when) => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    desk.near(card)
    await desk.calls(card.id)
    death = when
    await desk.work({ broken: 1 })
    await desk.work()
    await desk.work()
    await user.listens()
    expect(user.heard).toHaveLength(1)
    user.sees(user.t('news.called', { room: '2.14', code: card.code }))
  })

  it('says nothing after an erasure, by the office or in the chat', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    const other = await desk.visit()
    const its = await desk.booked(other)
    await desk.moves(card.id)
    await desk.moves(its.id)
    await office.database.transaction((tx) => erasePerson(tx, { code: card.key, now: office.clock.now }))
    await other.taps(other.t('menu.erase'))
    await other.taps(other.t('confirm.erase'))
    await other.listens()
    await desk.work()
    for (const each of [user, other]) {
      await each.listens()
      expect(each.heard).toEqual([])
    }
    expect(
      await office.database.prisma.notice.count({ where: { appointment: { code: { in: [card.key, its.key] } } } }),
    ).toBe(0)
  })

  it('leaves a visit that has begun as it was recorded when the person is erased before its time', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    desk.near(card)
    const staffId = await desk.calls(card.id)
    await office.database.transaction((tx) => finish(tx, { appointmentId: card.id, staffId, now: office.clock.now }))
    await office.database.transaction((tx) => erasePerson(tx, { code: card.key, now: office.clock.now }))
    expect(await office.database.prisma.appointment.findUnique({ where: { id: card.id } })).toMatchObject({
      state: 'booked',
      attendance: 'attended',
      applicantId: null,
      conversationId: null,
    })
  })

  it('says nothing of a closing that was taken back within its half minute', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    const { departmentId, locationId, startsAt } = await office.database.prisma.appointment.findUniqueOrThrow({
      where: { id: card.id },
    })
    const day = localDay(startsAt)
    const time = { departmentId, locationId, from: startOfDay(day), before: startOfDay(addDays(day, 1)) }
    const closing = { ...time, how: 'cancel', staffId: null, now: office.clock.now } as const
    const close = () => office.database.transaction((tx) => closeDay(tx, { ...closing, now: office.clock.now }))
    const closed = await close()
    if (closed.outcome !== 'closed') throw new Error(closed.outcome)
    await desk.tell(user)
    expect(user.heard, 'not while it can be undone').toEqual([])
    desk.later(29_000)
    const { closingId } = closed
    const undone = await office.database.transaction((tx) => undoClosing(tx, { closingId, now: office.clock.now }))
    expect(undone).toMatchObject({ outcome: 'undone' })
    desk.later(minute)
    await desk.tell(user)
    expect(user.heard).toEqual([])

    const again = await close()
    desk.later(30_000)
    await desk.tell(user)
    user.sees(user.t('news.cancelled', { when: writeWhen(startsAt, 'de') }))
    const late = again.outcome === 'closed' ? again.closingId : ''
    expect(
      await office.database.transaction((tx) => undoClosing(tx, { closingId: late, now: office.clock.now })),
    ).toEqual({ outcome: 'too-late' })
  })

  it('lets nobody run to a room where they are not waited for any more', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    desk.near(card)
    const staffId = await desk.calls(card.id)
    await office.database.transaction((tx) => takeBack(tx, { appointmentId: card.id, staffId, now: office.clock.now }))
    await desk.tell(user)
    expect(user.heard).toEqual([])
    desk.later(minute)
    await desk.calls(card.id)
    desk.later(16 * minute)
    await desk.tell(user)
    expect(user.heard).toEqual([])
    expect(await desk.outcomes(card.id)).toEqual(['over', 'over'])
  })

  it('says from where to where when the office moves twice before it is told, and nothing when it ends where it was', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    await desk.moves(card.id)
    const to = await desk.moves(await desk.now(card.key))
    await desk.tell(user)
    user.sees(user.t('news.moved', { from: writeWhen(new Date(card.startsAt), 'de') }))
    user.sees(writeWhen(to, 'de'))
    expect(user.heard.filter((each) => each.booked)).toHaveLength(1)

    await desk.moves(await desk.now(card.key))
    await desk.movesTo(await desk.now(card.key), to)
    await desk.tell(user)
    expect(user.heard).toEqual([])
  })

  it('leaves to the desk whom nobody can write to', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    const { departmentId, serviceId, locationId, slotIds } = await office.database.prisma.appointment.findUniqueOrThrow(
      {
        where: { id: card.id },
      },
    )
    const place = { departmentId, locationId, units: slotIds.length, now: office.clock.now }
    const [free] = await office.database.transaction((tx) =>
      freeAfter(tx, { ...place, after: new Date(card.startsAt) }),
    )
    const booking = { ...place, serviceId, startsAt: free?.startsAt ?? today, people: 1, language: 'de' }
    const applicant = { name: 'Ohne Telefon', dateOfBirth: '1950-05-05' }
    const booked = await office.database.transaction((tx) => bookAtDesk(tx, office.keys, { ...booking, applicant }))
    if (booked.outcome !== 'booked') throw new Error(booked.outcome)
    await desk.moves(booked.appointment.id)
    await office.database.prisma.conversation.updateMany({
      where: { appointments: { some: { id: card.id } } },
      data: { reachable: false },
    })
    await desk.moves(card.id)
    await desk.work()
    expect(await desk.outcomes(await desk.now(booked.appointment.code))).toEqual(['nobody'])
    expect(await desk.outcomes(await desk.now(card.key))).toEqual(['unreachable'])
  })

  it('speaks the language of the appointment after weeks in which everything else was forgotten, without a greeting', async () => {
    const user = await desk.visit('tr')
    const card = await desk.booked(user)
    desk.near(card)
    await office.database.prisma.message.updateMany({ data: { createdAt: new Date(0) } })
    await office.database.prisma.conversation.updateMany({ data: { lastSeenAt: new Date(0) } })
    expect(await retain(office.database, { now: office.clock.now })).toMatchObject({ talks: expect.any(Number) })
    await desk.calls(card.id)
    await desk.tell(user)
    expect(user.heard.map(({ text }) => text)).toEqual([user.t('news.called', { room: '2.14', code: card.code })])
    user.isAsked('menu')
    await user.says(user.t('menu.here'))
    user.sees(user.t('news.called-again', { room: '2.14', code: card.code }))
  })

  it('keeps an open task when news come, and its buttons work beside the task’s own', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    const { startsAt } = card
    await user.taps(user.t('menu.book'))
    await user.goesTo('day')
    const to = await desk.moves(card.id)
    await desk.tell(user)
    user.sees(user.t('news.moved', { from: writeWhen(new Date(startsAt), 'de') }))
    user.isAsked('day')
    await user.taps(user.t('step.moved.keep'))
    user.sees(user.t('news.kept', { when: writeWhen(to, 'de') }))
    user.isAsked('day')
    await user.tapsFirst()
    user.isAsked('time')
    const stale = { value: `moved:cancel:${card.key}`, label: '' }
    await user.presses(stale)
    user.isAsked('confirm')
    user.sees(writeWhen(to, 'de'))
  })

  it('answers forged buttons of news like any other', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    const { key } = card
    await desk.cancels(card.id)
    desk.later(30_000)
    await desk.tell(user)
    for (const value of [
      `cancelled:at-+275760-09-13T00:00Z:${key}`,
      `cancelled:at-2026-13-45T99:99Z:${key}`,
      `cancelled:at-9999-12-31T23:59Z:${key}`,
      `moved:keep:${key}`,
      `moved:x:${key}`,
      `seen:seen:${key}`,
      'moved:keep:BCDF2345',
      'seen:x',
      'moved:',
    ]) {
      await user.says(value)
      expect(user.heard.length, value).toBeGreaterThan(0)
      expect(user.heard.at(-1)?.step, value).toBeDefined()
    }
    expect(await office.database.prisma.attendanceRecord.count({ where: { appointmentId: card.id } })).toBe(0)
  })

  it('asks nobody whose visit was recorded meanwhile, and nobody twice', async () => {
    const user = await desk.visit()
    const card = await desk.booked(user)
    office.clock.now = await morningAfter(office.database, card)
    await askWhetherSeen(office.database, { now: office.clock.now })
    const by = { appointmentId: card.id, staffId: null, now: office.clock.now }
    await office.database.transaction((tx) => finish(tx, by))
    await desk.tell(user)
    expect(user.heard).toEqual([])
    await office.database.transaction((tx) => takeBack(tx, by))
    desk.later(24 * 60 * minute)
    await askWhetherSeen(office.database, { now: office.clock.now })
    expect(await desk.outcomes(card.id)).toEqual(['over'])
  })
})
