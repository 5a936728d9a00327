import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Appointment } from '#appointments/appointment.ts'
import { cancelAtDesk } from '#appointments/desk/cancel-at-desk.ts'
import { instantOf } from '#appointments/local-time.ts'
import { check } from '#appointments/check.ts'
import { passAllOn, runOutOffer } from '../appointments/waitlist/waiting.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { visitor } from './visitor.ts'

/** A Monday in working hours. */
const now = new Date('2026-11-23T09:00:00Z')

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now })
})
afterAll(() => desk.close())
beforeEach(async () => {
  const { prisma } = desk.database
  await prisma.appointment.deleteMany()
  await prisma.freedSeat.deleteMany()
  await prisma.subscription.deleteMany()
  await prisma.slot.updateMany({ data: { booked: 0, held: 0 } })
})

const list = '/locations/neuss/waitlist'
const here = { departmentId: 'general', locationId: 'neuss' }

/** A time that no seed has, with room for many. */
function at(day: string, time = '05:00'): Date {
  const instant = instantOf({ day, time })
  if (!instant) throw new Error(`There is no ${time}`)
  return instant
}

async function booked(day: string, time?: string, more: { departmentId?: string } = {}): Promise<Appointment> {
  return visitor(desk.desk, { startsAt: at(day, time), ...more })
}

async function frees({ id }: Appointment): Promise<void> {
  const cancelling = { appointmentId: id, by: 'applicant' as const, staffId: null, now }
  const { outcome } = await desk.database.transaction((tx) => cancelAtDesk(tx, desk.desk.keys, cancelling))
  expect(outcome).toBe('cancelled')
}

const wish = (code: string, more = {}) => ({ code, isAnywhere: false, noticeMinutes: 60, ...more })

describe('the waitlist at the desk', () => {
  it('shows which freed time went where, without a name, and puts a caller on the list whom the office asks', async () => {
    const clerk = await desk.hires('clerk', here)
    const [early, late] = [await booked('2026-12-01'), await booked('2026-12-08')]
    await frees(early)
    const entered = await clerk.sends(
      'POST',
      '/waitlist',
      wish(`${late.code.slice(0, 4)}-${late.code.slice(4)}`.toLowerCase()),
    )
    expect(entered.status).toBe(200)
    expect((await clerk.sends('POST', '/waitlist', wish(late.code))).body.error).toMatchObject({
      code: 'already-waiting',
      field: 'code',
    })
    expect((await clerk.gets(list)).body).toMatchObject({
      freed: [{ state: 'waiting', cause: 'cancelled_by_applicant', code: null, offer: null }],
      waiting: [{ code: late.code, way: 'call', offers: 0, isAnywhere: false }],
    })
    expect(await passAllOn(desk.database, now)).toEqual(['offered'])
    const { body } = await clerk.gets(list)
    expect(body.freed).toMatchObject([{ state: 'offered', code: late.code, offer: { isForOffice: true } }])
    const answer = `/offers/${body.freed[0].offer.id}/answer`
    expect((await clerk.sends('POST', answer, { answer: 'accept' })).status).toBe(200)
    expect((await clerk.sends('POST', answer, { answer: 'accept' })).body.error.code).toBe('offer-over')
    const after = (await clerk.gets(list)).body
    expect(after.waiting).toEqual([])
    expect(after.freed).toMatchObject([
      { startsAt: at('2026-12-08').toISOString() },
      { state: 'accepted', code: late.code },
    ])
    expect(JSON.stringify(after)).not.toContain('Person')
    expect(await check(desk.database)).toEqual({ ok: true, findings: [] })
  })

  it('lets a clerk end a wish, and gives what was just offered to the next', async () => {
    const clerk = await desk.hires('clerk', here)
    const [early, one, two] = [await booked('2026-12-01'), await booked('2026-12-08'), await booked('2026-12-09')]
    const { body } = await clerk.sends('POST', '/waitlist', wish(one.code))
    await clerk.sends('POST', '/waitlist', wish(two.code))
    await frees(early)
    await passAllOn(desk.database, now)
    expect((await clerk.sends('DELETE', `/waitlist/${body.id}`)).status).toBe(200)
    expect((await clerk.sends('DELETE', `/waitlist/${body.id}`)).status).toBe(404)
    expect(await passAllOn(desk.database, now)).toEqual(['offered'])
    expect((await clerk.gets(list)).body).toMatchObject({
      freed: [{ code: two.code }],
      waiting: [{ code: two.code }],
    })
  })

  it('lets a manager release a freed time at once, and nobody else', async () => {
    const [clerk, manager] = [await desk.hires('clerk', here), await desk.hires('manager', here)]
    await frees(await booked('2026-12-01'))
    const [seat] = (await clerk.gets(list)).body.freed
    expect((await clerk.sends('POST', `/freed-seats/${seat.id}/release`)).status).toBe(403)
    expect((await manager.sends('POST', `/freed-seats/${seat.id}/release`)).status).toBe(200)
    expect((await manager.sends('POST', `/freed-seats/${seat.id}/release`)).status).toBe(404)
    expect((await clerk.gets(list)).body.freed).toMatchObject([{ state: 'public', isTaken: false }])
    const again = await booked('2026-12-01')
    await desk.database.prisma.appointment.updateMany({ where: { id: again.id }, data: { bookedAt: new Date(4e12) } })
    expect((await clerk.gets(list)).body.freed).toMatchObject([{ state: 'public', isTaken: true, code: again.code }])
  })

  it('shows nothing of other departments and changes nothing there', async () => {
    const stranger = await desk.hires('clerk', { departmentId: 'asylum', locationId: 'neuss' })
    const clerk = await desk.hires('clerk', here)
    const [early, late] = [await booked('2026-12-01'), await booked('2026-12-08')]
    const { body: entered } = await clerk.sends('POST', '/waitlist', wish(late.code))
    await frees(early)
    await passAllOn(desk.database, now)
    expect((await stranger.gets(list)).body).toMatchObject({ freed: [], waiting: [], refill: { freed: 0 } })
    const offer = await desk.database.prisma.offer.findFirstOrThrow()
    for (const [method, path, body] of [
      ['DELETE', `/waitlist/${entered.id}`, undefined],
      ['POST', `/offers/${offer.id}/answer`, { answer: 'decline' }],
    ] as const)
      expect((await stranger.sends(method, path, body)).status, path).toBe(403)
    await runOutOffer(desk.database, offer.id)
    expect((await clerk.sends('POST', `/offers/${offer.id}/answer`, { answer: 'accept' })).body.error.code).toBe(
      'offer-over',
    )
  })

  it('refuses a code that has no appointment to come, and a last day that is past', async () => {
    const clerk = await desk.hires('clerk')
    const late = await booked('2026-12-08')
    for (const sending of [
      clerk.sends('POST', '/waitlist', wish('2345CDFH')),
      (await desk.hires('clerk', { departmentId: 'asylum' })).sends('POST', '/waitlist', wish(late.code)),
    ])
      expect((await sending).body.error).toMatchObject({ code: 'no-such-appointment', field: 'code' })
    expect((await clerk.sends('POST', '/waitlist', wish(late.code, { until: '2026-11-22' }))).body.error).toMatchObject(
      {
        code: 'day-in-the-past',
        field: 'until',
      },
    )
  })

  it('reckons the refill rate from freed times that are past and ended in a visit', async () => {
    const { prisma } = desk.database
    const visits = [await booked('2026-11-24'), await booked('2026-11-25'), await booked('2026-11-26')]
    for (const each of visits) await frees(each)
    await prisma.freedSeat.updateMany({ data: { freedAt: now, state: 'public', settledAt: now } })
    const [seen, missed] = [await booked('2026-11-24'), await booked('2026-11-25')]
    await prisma.appointment.updateMany({
      where: { id: { in: [seen.id, missed.id] } },
      data: { bookedAt: new Date(now.getTime() + 60_000) },
    })
    await prisma.appointment.update({ where: { id: seen.id }, data: { attendance: 'attended', source: 'clerk' } })
    desk.clock.now = at('2026-11-25', '12:00')
    const later = await desk.hires('clerk', here)
    expect((await later.gets(list)).body.refill).toEqual({ freed: 3, settled: 2, taken: 2, attended: 1 })
    desk.clock.now = now
  })
})
