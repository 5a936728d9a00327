import { afterAll, beforeAll, expect, it } from 'vitest'
import { check } from '#appointments/check.ts'
import { instantOf, localDay } from '#appointments/local-time.ts'
import { remind } from '#appointments/notices/remind.ts'
import { rules } from '#appointments/rules.ts'
import { isQuiet, nextAllowed } from '#appointments/quiet-hours.ts'
import { random } from '../gates/random.ts'
import { minute, newsOffice, somebody, type User } from './news-office.ts'
import { openOfficeOn } from './open-office.ts'

const hour = 60 * minute
const half = 30 * minute

/** The Monday before the clock changes; the following Monday is on summer time. */
const begins = instantOf({ day: '2027-03-22', time: '07:30' }) ?? new Date(0)
const ends = new Date(begins.getTime() + 10 * 24 * hour)
const people = 30

let office: Awaited<ReturnType<typeof openOfficeOn>>
let desk: ReturnType<typeof newsOffice>
beforeAll(async () => {
  office = await openOfficeOn('webchat', undefined, { now: begins })
  desk = newsOffice(office)
})
afterAll(() => office.close())

type Booked = { user: User; id: string; startsAt: Date; bookedAt: Date; endedAt: Date | undefined }

/** Books on one of the offered days, as of the office's clock. */
async function books(pick: (count: number) => number): Promise<Booked> {
  const user = await desk.visit('de')
  await user.arrives()
  await user.taps(user.t('menu.book'))
  await user.goesTo('day')
  const offered = user.choices.filter(({ value }) => value.startsWith('day:')).slice(0, 5)
  const day = offered[pick(offered.length)]
  if (!day) throw new Error('No day is free')
  await user.presses(day)
  await user.goesTo('confirm', somebody())
  await user.tapsFirst()
  const card = user.heard.find((each) => each.booked)?.card
  const row = await office.database.prisma.appointment.update({
    where: { checkInCode: card?.checkInCode ?? '' },
    data: { bookedAt: office.clock.now },
  })
  return { user, id: row.id, startsAt: row.startsAt, bookedAt: office.clock.now, endedAt: undefined }
}

it('reminds thirty people through a week in which the clock changes: each of both times, none at night, none too late', async () => {
  const { below, chance } = random(20270322)
  const all: Booked[] = []
  const told = new Map<string, Date[]>()
  for (let at = begins.getTime(); at < ends.getTime(); at += half) {
    office.clock.now = new Date(at)
    // Bookings and cancellations come in the first days, by day.
    const isDay = !isQuiet(office.clock.now)
    if (all.length < people && isDay && chance(0.6)) all.push(await books(below))
    const waiting = all.filter(({ endedAt, startsAt }) => endedAt === undefined && startsAt > office.clock.now)
    if (isDay && chance(0.06) && waiting.length > 5) {
      const leaving = waiting[below(waiting.length)]
      if (leaving) {
        await leaving.user.says('/menu')
        await leaving.user.says('/cancel')
        await leaving.user.tapsFirst()
        leaving.endedAt = office.clock.now
      }
    }
    if (isDay) await remind(office.database, { now: office.clock.now })
    await desk.work()
    for (const { appointmentId } of await office.database.prisma.notice.findMany({
      where: { kind: 'reminder', toldAt: office.clock.now },
    })) {
      told.set(appointmentId, [...(told.get(appointmentId) ?? []), office.clock.now])
    }
  }

  expect(all).toHaveLength(people)
  expect(all.filter(({ endedAt }) => endedAt).length, 'some cancelled').toBeGreaterThan(2)
  let reminders = 0
  for (const { id, startsAt, bookedAt, endedAt } of all) {
    const wanted = rules.reminderHours
      .map((hours) => new Date(startsAt.getTime() - hours * hour))
      .filter((due) => due >= bookedAt)
      .map((due) => nextAllowed(new Date(Math.ceil(due.getTime() / half) * half)))
      .filter((due) => due < ends && due < startsAt && (endedAt === undefined || due < endedAt))
    const times = told.get(id) ?? []
    reminders += times.length
    expect(times.map(String), `${localDay(startsAt)} ${String(startsAt)}, booked ${String(bookedAt)}`).toEqual(
      wanted.map(String),
    )
    for (const time of times) expect(isQuiet(time)).toBe(false)
  }
  expect(reminders, 'there was something to see').toBeGreaterThan(25)
  expect(await check(office.database)).toMatchObject({ ok: true })
}, 120_000)
