import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, localDay, weekdayOf } from '#appointments/local-time.ts'
import { emptyTables } from '../database/empty-tables.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { hear } from './hear.ts'
import { today, visitor } from './visitor.ts'

let desk: OpenDesk
let origin: string
beforeAll(async () => {
  desk = await openDesk({ now: today('09:30') })
  origin = await desk.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => desk.close())

const place = { departmentId: 'general', locationId: 'neuss' }
const first = today('09:30')

/** A Monday that is open, some weeks ahead: no closure of the example office lies there. */
const monday = (() => {
  let day = addDays(localDay(first), 10)
  while (weekdayOf(day) !== 1) day = addDays(day, 1)
  return day
})()

const hours = { weekday: 6, opens: '09:00', closes: '12:00', slotMinutes: 20, capacity: 2 }
const week = async (firstDay = monday) =>
  (await (await desk.hires('clerk')).gets(`/locations/neuss/calendar?firstDay=${firstDay}&departmentIds=general`)).body

beforeEach(async () => {
  const { prisma } = desk.database
  desk.clock.now = today('09:30')
  await emptyTables(desk.database, 'appointment', 'notice', 'closing', 'data_key')
  await prisma.$executeRaw`DELETE FROM opening_hours WHERE weekday > 5`
  await prisma.$executeRaw`DELETE FROM special_hours`
  await prisma.$executeRaw`DELETE FROM closure`
  await prisma.$executeRaw`UPDATE slot SET booked = 0, held = 0, state = 'open', public_from = NULL, capacity = 3`
})

describe('a window that shows a week', () => {
  it('hears of what others edit in it, each time once, and of nothing else', async () => {
    const boss = await desk.hires('manager')
    const address = `${origin}/api/v1/locations/neuss/calendar/events?firstDay=${monday}&departmentIds=general`
    const window = hear<{ fingerprint: string }>(address, boss.cookie)
    const heardOf = async () => expect((await window.next()).fingerprint).toBe((await week()).fingerprint)
    await heardOf()
    const [slot] = (await week()).days[0].slots
    const slots = { ...place, slotIds: [slot.id] }
    const edits = [
      () => boss.sends('POST', '/slots/state', { ...slots, state: 'closed' }),
      () => boss.sends('POST', '/slots/capacity', { ...slots, capacity: 7 }),
      () => boss.sends('POST', '/hours', { ...place, ...hours }),
      () => boss.sends('POST', '/hours', { ...place, ...hours, weekday: undefined, day: addDays(monday, 1) }),
      () =>
        boss.sends('POST', '/closures', {
          departmentId: null,
          locationId: null,
          firstDay: addDays(monday, 2),
          lastDay: addDays(monday, 2),
          reason: { de: 'Betriebsausflug' },
        }),
    ]
    for (const edit of edits) {
      expect((await edit()).status).toBe(200)
      await heardOf()
    }
    // Of two edits at once a window may hear once, and of other weeks it hears nothing.
    const [other] = (await week(addDays(monday, 7))).days[0].slots
    await boss.sends('POST', '/slots/capacity', { ...place, slotIds: [other.id], capacity: 9 })
    await boss.sends('POST', '/slots/capacity', { ...slots, capacity: 8 })
    await heardOf()
    expect(window.all()).toHaveLength(edits.length + 2)
    window.stop()
    await window.ended
  })
})

describe('opening hours', () => {
  it('are added, changed and removed, and the open days follow', async () => {
    const boss = await desk.hires('manager')
    const added = await boss.sends('POST', '/hours', { ...place, ...hours })
    expect(added.body).toMatchObject({ hours: { ...place, ...hours, version: 1 }, effect: { removed: 0 } })
    expect(added.body.effect.opened).toBeGreaterThan(9)
    const { id } = added.body.hours
    const changed = await boss.sends('PUT', `/hours/weekly/${id}`, { ...hours, closes: '10:00', version: 1 })
    expect(changed.body).toMatchObject({ hours: { closes: '10:00', version: 2 } })
    expect(changed.body.effect.removed).toBeGreaterThan(5)
    const saturday = (await week()).days[5]
    expect(saturday.slots.map(({ time }: { time: string }) => time)).toEqual(['09:00', '09:20', '09:40'])
    expect((await boss.sends('POST', `/hours/weekly/${id}/remove`, { version: 2 })).status).toBe(200)
    expect((await week()).days[5].slots).toEqual([])
  })

  it('edited by two at once: the second sees what changed, and changes nothing', async () => {
    const [one, other] = [await desk.hires('manager'), await desk.hires('manager')]
    const { id } = (await one.sends('POST', '/hours', { ...place, ...hours })).body.hours
    await one.sends('PUT', `/hours/weekly/${id}`, { ...hours, capacity: 5, version: 1 })
    const late = await other.sends('PUT', `/hours/weekly/${id}`, { ...hours, capacity: 1, version: 1 })
    expect(late).toMatchObject({
      status: 409,
      body: { error: { code: 'edited-meanwhile', details: { current: { capacity: 5, version: 2 } } } },
    })
    const removed = await other.sends('POST', `/hours/weekly/${id}/remove`, { version: 1 })
    expect(removed).toMatchObject({ status: 409, body: { error: { details: { current: { version: 2 } } } } })
    const again = await other.sends('PUT', `/hours/weekly/${id}`, { ...hours, capacity: 1, version: 2 })
    expect(again.status).toBe(200)
  })

  it.each([
    [{ opens: '11:00', closes: '11:10' }, 422, 'hours-too-short', 'closes'],
    [{ weekday: 1, opens: '08:00', closes: '12:00' }, 409, 'hours-overlap', 'opens'],
    [{ weekday: undefined }, 422, 'weekday-or-day', 'weekday'],
    [{ weekday: undefined, day: '2021-01-01' }, 422, 'day-in-the-past', 'day'],
    [{ opens: '25:00' }, 400, 'invalid', 'opens'],
    [{ locationId: 'nowhere' }, 422, 'unknown-place', undefined],
  ])('are refused with a sentence: %o', async (wish, status, code, field) => {
    const boss = await desk.hires('manager')
    const refused = await boss.sends('POST', '/hours', { ...place, ...hours, ...wish })
    expect(refused).toMatchObject({ status, body: { error: { code, ...(field && { field }) } } })
  })
})

describe('limits of a role', () => {
  it('keep a clerk from changing, and a manager within their department and location', async () => {
    const clerk = await desk.hires('clerk')
    const elsewhere = await desk.hires('manager', { departmentId: 'asylum', locationId: 'neuss' })
    const boss = await desk.hires('manager')
    const { id } = (await boss.sends('POST', '/hours', { ...place, ...hours })).body.hours
    const slots = (await week()).days[0].slots
    const days = { ...place, firstDay: monday, lastDay: monday }
    for (const one of [clerk, elsewhere]) {
      expect((await one.sends('POST', '/hours', { ...place, ...hours })).status).toBe(403)
      expect((await one.sends('PUT', `/hours/weekly/${id}`, { ...hours, version: 1 })).status).toBe(403)
      expect((await one.sends('POST', `/hours/weekly/${id}/remove`, { version: 1 })).status).toBe(403)
      expect((await one.sends('POST', '/closings', { ...days, how: 'move' })).status).toBe(403)
      expect((await one.gets(`/closings/preview?${new URLSearchParams(days)}`)).status).toBe(403)
      expect((await one.sends('POST', '/days/open', days)).status).toBe(403)
      const whole = { departmentId: null, locationId: null, firstDay: monday, lastDay: monday, reason: { de: 'x' } }
      expect((await one.sends('POST', '/closures', whole)).status).toBe(403)
    }
    const own = { departmentId: 'asylum', locationId: 'neuss', slotIds: [slots[0].id] }
    expect(await elsewhere.sends('POST', '/slots/capacity', { ...own, capacity: 9 }), 'slots of another').toMatchObject(
      {
        status: 404,
      },
    )
    expect((await elsewhere.sends('POST', '/slots/state', { ...own, state: 'closed' })).status).toBe(404)
  })
})

describe('capacity', () => {
  it('changes, but never below what is booked', async () => {
    const boss = await desk.hires('manager')
    const [slot] = (await week()).days[0].slots
    await visitor(desk.desk, { startsAt: new Date(slot.startsAt) })
    await visitor(desk.desk, { startsAt: new Date(slot.startsAt) })
    const wish = { ...place, slotIds: [slot.id] }
    const refused = await boss.sends('POST', '/slots/capacity', { ...wish, capacity: 1 })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'capacity-too-small', field: 'capacity' } } })
    expect(refused.body.error.message).toBe(
      `So wenige Plätze gehen nicht: Um ${slot.time} Uhr sind schon 2 vergeben oder gerade reserviert.`,
    )
    expect((await boss.sends('POST', '/slots/capacity', { ...wish, capacity: 7 })).body).toEqual({ slots: 1 })
    expect((await week()).days[0].slots[0]).toMatchObject({ capacity: 7, booked: 2 })
  })
})

describe('days', () => {
  it('are opened further ahead, and released at a stated time', async () => {
    const boss = await desk.hires('manager')
    const far = addDays(monday, 84)
    const days = { ...place, firstDay: far, lastDay: addDays(far, 4) }
    const opened = await boss.sends('POST', '/days/open', { ...days, publicFrom: { day: monday, time: '08:00' } })
    expect(opened.body.slots).toBeGreaterThan(20)
    const slots = async () => (await week(far)).days.flatMap((day: { slots: unknown[] }) => day.slots)
    expect((await slots())[0].publicFrom).toMatch(/T0[67]:00:00/)
    expect((await boss.sends('POST', '/days/release', { ...days, publicFrom: null })).body.slots).toBe(
      opened.body.slots,
    )
    expect((await slots())[0].publicFrom).toBeNull()
    const past = await boss.sends('POST', '/days/open', { ...days, firstDay: '2021-01-04', lastDay: '2021-01-04' })
    expect(past).toMatchObject({ status: 422, body: { error: { code: 'day-in-the-past', field: 'firstDay' } } })
    const century = await boss.sends('POST', '/days/open', { ...days, lastDay: '2099-01-01' })
    expect(century).toMatchObject({ status: 422, body: { error: { code: 'too-many-days' } } })
  })

  it('are closed with people in them: shown, moved, undone for half a minute', async () => {
    const boss = await desk.hires('manager')
    const [slot] = (await week()).days[0].slots
    const { id, code } = await visitor(desk.desk, { startsAt: new Date(slot.startsAt), name: 'Олена Коваль' })
    const days = { ...place, firstDay: monday, lastDay: monday }
    const preview = await boss.gets(`/closings/preview?${new URLSearchParams(days)}`)
    expect(preview.body.affected).toMatchObject([{ id, isReachable: true, person: { germanName: 'Olena Koval' } }])
    const wish = { ...days, how: 'move', reason: { de: 'Wasserschaden' } }
    const closed = (await boss.sends('POST', '/closings', wish)).body
    expect(closed).toMatchObject({ moved: [{ code }], cancelled: [] })
    expect((await week()).days[0]).toMatchObject({ closures: [{ reason: { de: 'Wasserschaden' } }] })
    const undone = await boss.sends('POST', `/closings/${closed.id}/undo`)
    expect(undone.body).toEqual({ restored: 1, left: 0 })
    expect((await week()).days[0]).toMatchObject({ closures: [] })
    expect(await boss.sends('POST', `/closings/${closed.id}/undo`)).toMatchObject({ status: 409 })
    const again = (await boss.sends('POST', '/closings', { ...wish, how: 'cancel' })).body
    expect(again).toMatchObject({ moved: [], cancelled: [{ code }] })
    desk.clock.now = new Date(first.getTime() + 31_000)
    const late = await boss.sends('POST', `/closings/${again.id}/undo`)
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'undo-too-late' } } })
  })

  it('that are over are not closed, and those with people not by a closure', async () => {
    const boss = await desk.hires('manager')
    const reason = { de: 'Betriebsausflug' }
    const past = { ...place, firstDay: '2021-01-04', lastDay: '2021-01-04', reason }
    for (const [path, wish] of [
      ['/closures', past],
      ['/closings', { ...past, how: 'cancel' }],
    ] as const) {
      const refused = await boss.sends('POST', path, wish)
      expect(refused).toMatchObject({
        status: 422,
        body: { error: { code: 'closure-in-the-past', field: 'firstDay' } },
      })
      expect(refused.body.error.message).toContain('schon vorbei')
    }
    const [slot] = (await week()).days[0].slots
    await visitor(desk.desk, { startsAt: new Date(slot.startsAt) })
    const closure = { ...place, firstDay: monday, lastDay: monday, reason }
    expect(await boss.sends('POST', '/closures', closure)).toMatchObject({
      status: 409,
      body: { error: { code: 'closure-has-people' } },
    })
  })
})

describe('closures', () => {
  it('of later weeks are named with every week before them, in order', async () => {
    const boss = await desk.hires('manager')
    const closes = (days: number, reason: string, locationId: string | null = null) => {
      const day = addDays(monday, days)
      const body = { departmentId: null, locationId, firstDay: day, lastDay: day, reason: { de: reason } }
      return boss.sends('POST', '/closures', body)
    }
    await closes(14, 'später')
    await closes(9, 'dann', 'neuss')
    await closes(2, 'jetzt')
    await closes(8, 'woanders', 'grevenbroich')
    const { later } = await week()
    expect(later.map(({ reason }: { reason: { de: string } }) => reason.de)).toEqual(['dann', 'später'])
  })

  it('are entered, changed with their version, and removed', async () => {
    const boss = await desk.hires('manager')
    const reason = { de: 'Betriebsausflug', en: '', uk: 'Захід' }
    const wish = { ...place, firstDay: monday, lastDay: monday, reason }
    const { closure } = (await boss.sends('POST', '/closures', wish)).body
    expect(closure).toMatchObject({ version: 1, reason: { de: 'Betriebsausflug', uk: 'Захід' } })
    expect(closure.reason).not.toHaveProperty('en')
    expect((await week()).days[0].slots).toEqual([])
    const days = { firstDay: monday, lastDay: addDays(monday, 1), reason: { de: 'Umzug' } }
    expect((await boss.sends('PUT', `/closures/${closure.id}`, { ...days, version: 1 })).status).toBe(200)
    expect(await boss.sends('PUT', `/closures/${closure.id}`, { ...days, version: 1 })).toMatchObject({
      status: 409,
      body: { error: { code: 'edited-meanwhile', details: { current: { version: 2 } } } },
    })
    expect((await boss.sends('POST', `/closures/${closure.id}/remove`, { version: 2 })).status).toBe(200)
    expect((await week()).days[0].slots.length).toBeGreaterThan(3)
  })
})
