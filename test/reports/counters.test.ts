import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settle } from '#appointments/attendance/settle.ts'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { hold } from '#appointments/hold.ts'
import { erasePerson } from '#privacy/erase-person.ts'
import { retain } from '#privacy/retain.ts'
import { fold } from '#reports/fold.ts'
import { at, clear, furnish, keys, newcomer, now, oneUnit, someone } from '../appointments/small-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 5, days: 2 })
})

async function books(time = '09:00') {
  const conversationId = await newcomer(database)
  const held = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (held.outcome !== 'held') throw new Error(`Not held but ${held.outcome}`)
  const booked = await book(database, keys, { ...someone(conversationId), holdId: held.hold.id })
  if (booked.outcome !== 'booked') throw new Error(`Not booked but ${booked.outcome}`)
  return { conversationId, ...booked.appointment }
}

/** What the counters come to, such as "booked attended click". */
async function counted() {
  const rows = await database.query<{ what: string; count: number }>({
    name: 'test-counted',
    text: `SELECT concat_ws(' ', state, nullif(attendance, 'unrecorded'), nullif(source, ''), nullif(lead, '')) AS what,
             sum(count)::int AS count
           FROM (
             SELECT state, attendance, source, lead, change AS count FROM visit_change
             UNION ALL
             SELECT state, attendance, source, lead, count FROM visit_count JOIN visit_kind ON kind_id = visit_kind.id
           ) AS figure GROUP BY 1 HAVING sum(count) <> 0 ORDER BY 1`,
    values: [],
  })
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]))
}

async function isCountedRight() {
  const { findings } = await check(database)
  return !findings.some(({ invariant }) => /counted|counters/.test(invariant))
}

const clerk = randomUUID()
const settles = (appointmentId: string, as: 'attended' | 'no_show') =>
  database.transaction((tx) => settle(tx, { appointmentId, as, staffId: clerk, now: at('12:00') }))
const legacyVisit = (number: number, attendance: 'attended' | 'no_show') => ({
  origin: 'test',
  number: `T-${number}`,
  departmentId: 'general',
  language: 'uk',
  startsAt: at('09:00', '2023-11-06'),
  minutes: 20,
  state: 'booked' as const,
  attendance,
  source: attendance === 'no_show' ? ('legacy_timer_or_click' as const) : ('clerk' as const),
})

describe('the counters', () => {
  it('follow what happens to an appointment, and end as the book does', async () => {
    const [came, stayedAway, cancelled, moved] = [await books(), await books(), await books(), await books()]
    expect(await counted()).toEqual({ booked: 4 })
    await settles(came.id, 'attended')
    await settles(stayedAway.id, 'no_show')
    await cancel(database, { conversationId: cancelled.conversationId, code: cancelled.code, now })
    const startsAt = at('09:00', '2026-11-25')
    await database.transaction((tx) => moveAtDesk(tx, { appointmentId: moved.id, startsAt, by: 'office', now }))
    const figures = await counted()
    expect(figures).toMatchObject({ 'booked attended click': 1, 'booked no_show click': 1, booked: 1, moved: 1 })
    expect(Object.keys(figures).some((what) => what.startsWith('cancelled_by_applicant '))).toBe(true)
    expect(await isCountedRight()).toBe(true)
  })

  it('are the same after they were summed up, once or often', async () => {
    const [came] = [await books(), await books()]
    await settles(came.id, 'attended')
    const before = await counted()
    expect((await fold(database)).visits).toBe(4)
    expect(await counted()).toEqual(before)
    expect(await database.prisma.visitCount.count()).toBe(2)
    expect((await fold(database)).visits).toBe(0)
    await settles(came.id, 'no_show')
    await Promise.all([fold(database), fold(database), books('09:20'), fold(database)])
    await fold(database)
    expect(await counted()).toEqual({ booked: 2, 'booked no_show click': 1 })
    expect(await isCountedRight()).toBe(true)
  })

  it('lose nothing when people are erased, aged or tidied away', async () => {
    const visits = [await books(), await books(), await books()]
    await settles(visits[0]?.id ?? '', 'attended')
    await settles(visits[1]?.id ?? '', 'no_show')
    const before = await counted()
    await database.transaction((tx) => erasePerson(tx, { code: visits[0]?.code ?? '', now: at('13:00') }))
    await retain(database, { now: at('12:00', '2027-02-01') })
    expect(await database.prisma.applicant.count()).toBe(0)
    expect(await counted()).toEqual(before)
    await database.prisma.appointment.deleteMany()
    expect(await counted()).toEqual(before)
    expect(await isCountedRight()).toBe(true)
  })

  it('have what an import brought, and have it no more when that is undone', async () => {
    const importId = randomUUID()
    await database.prisma.import.create({ data: { id: importId, fileName: 'old.csv', origin: 'test', at: now } })
    const visits = [legacyVisit(1, 'attended'), legacyVisit(2, 'attended'), legacyVisit(3, 'no_show')]
    await database.prisma.importedVisit.createMany({ data: visits.map((visit) => ({ ...visit, importId })) })
    expect(await counted()).toEqual({ 'booked attended legacy': 2, 'booked no_show legacy': 1 })
    expect(await isCountedRight()).toBe(true)
    await fold(database)
    await database.prisma.importedVisit.deleteMany({ where: { importId } })
    expect(await counted()).toEqual({})
    expect(await isCountedRight()).toBe(true)
  })
})
