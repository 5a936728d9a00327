import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { addDays } from '#appointments/local-time.ts'
import { arrive } from '#appointments/attendance/arrive.ts'
import { begin } from '#appointments/attendance/begin.ts'
import { callNext } from '#appointments/attendance/call-next.ts'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { contradictions } from '#appointments/attendance/contradictions.ts'
import { finish } from '#appointments/attendance/finish.ts'
import { note, notesOf } from '#appointments/attendance/note.ts'
import { putBack } from '#appointments/attendance/put-back.ts'
import { recordNoShow } from '#appointments/attendance/record-no-show.ts'
import { sayWhetherSeen } from '#appointments/attendance/say-whether-seen.ts'
import { settle } from '#appointments/attendance/settle.ts'
import { takeBack } from '#appointments/attendance/take-back.ts'
import { today } from '#appointments/attendance/today.ts'
import { countUnrecorded, unrecorded } from '#appointments/attendance/unrecorded.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, clear, firstDay, furnish, keys, newcomer, now, seats } from '../small-office.ts'
import { anna, bernd, records, recordsAgree, standing, visitor } from './visitors.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 12 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
  await recordsAgree(database)
})

const nextDay = addDays(firstDay, 1)

test('attended follows from what the clerk does after the call: beginning, finishing, or writing a note', async () => {
  const deeds = {
    begun: (appointmentId: string) => begin(database, { appointmentId, ...anna, now: at('09:02') }),
    finished: (appointmentId: string) => finish(database, { appointmentId, ...anna, now: at('09:02') }),
    noted: (appointmentId: string) =>
      note(database, keys, { appointmentId, ...anna, text: 'Pass fehlt', now: at('09:02') }),
  }
  for (const [outcome, deed] of Object.entries(deeds)) {
    const olena = await visitor(database, '09:00')
    await callPerson(database, { appointmentId: olena.id, staffId: null, room: '1', now: at('09:00') })
    expect(await standing(database, olena)).toMatchObject({ attendance: 'unrecorded' })
    expect(await deed(olena.id)).toMatchObject({ outcome })
    expect(await standing(database, olena)).toMatchObject({ attendance: 'attended', source: 'clerk' })
  }
})

test('beginning and finishing twice is once', async () => {
  const olena = await visitor(database, '09:00')
  const by = { appointmentId: olena.id, ...anna, now: at('09:01') }
  await begin(database, by)
  expect(await begin(database, by)).toMatchObject({ outcome: 'already' })
  await finish(database, by)
  expect(await finish(database, by)).toMatchObject({ outcome: 'already' })
  expect(await begin(database, by)).toMatchObject({ outcome: 'over' })
  expect(await records(database, olena)).toEqual(['with_clerk by clerk', 'done by clerk'])
})

test('nobody is seen on another day', async () => {
  const olena = await visitor(database, '09:00')
  expect(await begin(database, { appointmentId: olena.id, ...anna, now })).toMatchObject({ outcome: 'other-day' })
  expect(await finish(database, { appointmentId: olena.id, ...anna, now })).toMatchObject({ outcome: 'other-day' })
})

test('a no-show is recorded by hand, after the start, and of nobody who was seen', async () => {
  const olena = await visitor(database, '09:00')
  const by = { appointmentId: olena.id, ...anna }
  expect(await recordNoShow(database, { ...by, now: at('08:59') })).toMatchObject({ outcome: 'not-started' })
  expect(await recordNoShow(database, { ...by, now: at('09:10') })).toMatchObject({ outcome: 'recorded' })
  expect(await recordNoShow(database, { ...by, now: at('09:11') })).toMatchObject({ outcome: 'already' })
  const karim = await visitor(database, '09:00')
  await begin(database, { appointmentId: karim.id, ...anna, now: at('09:00') })
  expect(await recordNoShow(database, { appointmentId: karim.id, ...anna, now: at('09:10') })).toMatchObject({
    outcome: 'was-seen',
  })
})

test('what was recorded last is taken back, step by step, and every step stays on record', async () => {
  const olena = await visitor(database, '09:00')
  const by = { appointmentId: olena.id, ...anna, now: at('09:10') }
  await arrive(database, { by: olena, source: 'check_in_code', now: at('08:50') })
  await callNext(database, { locationId: 'neuss', ...by })
  await begin(database, by)
  expect(await takeBack(database, { ...by, what: 'called' }), 'not what was meant').toMatchObject({
    outcome: 'changed-meanwhile',
  })
  expect(await takeBack(database, { ...by, what: 'with_clerk' })).toMatchObject({ outcome: 'taken-back' })
  expect(await standing(database, olena)).toMatchObject({
    presence: 'called',
    attendance: 'unrecorded',
    calledBy: anna.staffId,
  })
  await takeBack(database, by)
  expect(await standing(database, olena)).toMatchObject({ presence: 'arrived', calledAt: null, room: null })
  await takeBack(database, by)
  expect(await standing(database, olena)).toMatchObject({ presence: 'expected', arrivedAt: null })
  expect(await takeBack(database, by)).toMatchObject({ outcome: 'nothing' })
  expect(await records(database, olena)).toHaveLength(6)
})

test('an applicant’s answer is not the clerk’s to take back', async () => {
  const olena = await visitor(database, '09:00')
  const by = { appointmentId: olena.id, ...anna, now: at('10:00', nextDay) }
  await settle(database, { ...by, as: 'no_show' })
  await sayWhetherSeen(database, { ...olena, answer: 'seen', now: by.now })
  await takeBack(database, by)
  expect(await standing(database, olena)).toMatchObject({ attendance: 'attended', source: 'applicant' })
  expect(await takeBack(database, by)).toMatchObject({ outcome: 'nothing' })
})

test('the day’s list says how far everybody is, with their names in both scripts', async () => {
  const [olena, late, missing, done] = [
    await visitor(database, '09:00', { name: 'Олена Щербак' }),
    await visitor(database, '10:40', { name: 'Karim' }),
    await visitor(database, '09:20'),
    await visitor(database, '09:00'),
  ]
  await visitor(database, '09:00', { departmentId: 'asylum' })
  await arrive(database, { by: olena, source: 'check_in_code', now: at('08:50') })
  await finish(database, { appointmentId: done.id, ...anna, now: at('09:10') })
  await recordNoShow(database, { appointmentId: missing.id, ...anna, now: at('09:30') })
  const list = await today(database, keys, { locationId: 'neuss', departmentIds: ['general'], now: at('10:00') })
  expect(Object.fromEntries(list.map(({ id, group }) => [id, group]))).toEqual({
    [olena.id]: 'arrived',
    [done.id]: 'done',
    [missing.id]: 'no_show',
    [late.id]: 'expected',
  })
  expect(list.find(({ id }) => id === olena.id)).toMatchObject({
    language: 'uk',
    people: 1,
    serviceId: 'general-1',
    person: { name: 'Олена Щербак', germanName: 'Olena Shcherbak', dateOfBirth: '1990-05-17', isApproximate: false },
  })
  const evening = await today(database, keys, { locationId: 'neuss', now: at('18:00') })
  expect(evening).toHaveLength(5)
  expect(evening.find(({ id }) => id === late.id)).toMatchObject({ group: 'unrecorded' })
  expect(await today(database, keys, { locationId: 'neuss', now: at('08:00', nextDay) })).toEqual([])
})

test('what nobody recorded stays so until a clerk settles it: no time makes it a no-show', async () => {
  const [seen, missed, called, cancelled] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:00'),
    await visitor(database, '09:20'),
    await visitor(database, '09:20'),
  ]
  await callPerson(database, { appointmentId: called.id, ...anna, now: at('09:20') })
  const scope = { locationId: 'neuss', now: at('08:00', nextDay) }
  expect(await countUnrecorded(database, { ...scope, now: at('23:59') })).toBe(0)
  expect(await countUnrecorded(database, scope)).toBe(4)
  expect(await countUnrecorded(database, { ...scope, departmentIds: ['asylum'] })).toBe(0)
  expect(await countUnrecorded(database, { now: at('08:00', addDays(firstDay, 365)) })).toBe(4)
  expect((await unrecorded(database, keys, scope)).map(({ id }) => id)).toEqual(
    expect.arrayContaining([seen.id, missed.id, called.id, cancelled.id]),
  )

  const by = { ...anna, now: scope.now }
  await settle(database, { appointmentId: seen.id, as: 'attended', ...by })
  await settle(database, { appointmentId: missed.id, as: 'no_show', ...by })
  await settle(database, { appointmentId: cancelled.id, as: 'cancelled_by_office', ...by })
  expect(await standing(database, seen)).toMatchObject({ attendance: 'attended', source: 'clerk' })
  expect(await standing(database, missed)).toMatchObject({ attendance: 'no_show', source: 'clerk' })
  expect(await standing(database, cancelled)).toMatchObject({ state: 'cancelled_by_office', attendance: 'unrecorded' })
  expect(await seats(database, '09:20')).toEqual({ booked: 1, held: 1 })
  expect((await unrecorded(database, keys, scope)).map(({ id }) => id)).toEqual([called.id])
  expect(await settle(database, { appointmentId: called.id, as: 'no_show', ...by, now: at('09:00') })).toMatchObject({
    outcome: 'not-started',
  })
})

test('the applicant’s answer settles what nobody recorded', async () => {
  const [seen, missed, sentAway] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:00'),
    await visitor(database, '09:00'),
  ]
  const asked = { now: at('10:00', nextDay) }
  expect(await sayWhetherSeen(database, { ...seen, answer: 'seen', now: at('08:59') })).toMatchObject({
    outcome: 'not-started',
  })
  await sayWhetherSeen(database, { ...seen, answer: 'seen', ...asked })
  await sayWhetherSeen(database, { ...missed, answer: 'could-not-come', ...asked })
  await sayWhetherSeen(database, { ...sentAway, answer: 'office-cancelled', ...asked })
  expect(await standing(database, seen)).toMatchObject({ attendance: 'attended', source: 'applicant' })
  expect(await standing(database, missed)).toMatchObject({ attendance: 'no_show', source: 'applicant' })
  expect(await standing(database, sentAway)).toMatchObject({ attendance: 'unrecorded', source: null })
  expect(await unrecorded(database, keys, asked)).toMatchObject([{ id: sentAway.id, answer: 'says_office_cancelled' }])
  expect(await sayWhetherSeen(database, { ...seen, answer: 'could-not-come', ...asked })).toMatchObject({
    outcome: 'already',
  })
  const stranger = await newcomer(database)
  expect(
    await sayWhetherSeen(database, { code: sentAway.code, conversationId: stranger, answer: 'seen', ...asked }),
  ).toEqual({ outcome: 'not-found' })
  expect(await contradictions(database, keys, {})).toEqual([])
})

test('an answer against a clerk’s record changes nothing and is listed until a clerk decides', async () => {
  const [olena, karim, agreed] = [
    await visitor(database, '09:00'),
    await visitor(database, '09:00'),
    await visitor(database, '09:00'),
  ]
  const asked = { now: at('10:00', nextDay) }
  await recordNoShow(database, { appointmentId: olena.id, ...anna, now: at('09:15') })
  await finish(database, { appointmentId: karim.id, ...anna, now: at('09:15') })
  await finish(database, { appointmentId: agreed.id, ...anna, now: at('09:15') })
  await sayWhetherSeen(database, { ...olena, answer: 'seen', ...asked })
  await sayWhetherSeen(database, { ...karim, answer: 'could-not-come', ...asked })
  await sayWhetherSeen(database, { ...agreed, answer: 'seen', ...asked })
  expect(await standing(database, olena)).toMatchObject({ attendance: 'no_show', source: 'clerk' })
  const listed = async () => (await contradictions(database, keys, { locationId: 'neuss' })).map(({ id }) => id)
  expect((await listed()).sort()).toEqual([olena.id, karim.id].sort())

  await settle(database, { appointmentId: olena.id, as: 'attended', ...bernd, ...asked })
  expect(await listed()).toEqual([karim.id])
  await settle(database, { appointmentId: karim.id, as: 'attended', ...bernd, ...asked })
  expect(await listed(), 'also when the clerk stays with it').toEqual([])
})

test('a note is readable with the person’s key alone, and on somebody expected it says nothing of a visit', async () => {
  const olena = await visitor(database, '09:00')
  const by = { appointmentId: olena.id, ...anna, now: at('08:00') }
  expect(await note(database, keys, { ...by, text: 'ist krank, meldet sich' })).toMatchObject({
    outcome: 'noted',
    appointment: { attendance: 'unrecorded' },
  })
  expect(await records(database, olena)).toEqual([])
  await arrive(database, { by: olena, source: 'clerk', ...by, now: at('08:50') })
  await note(database, keys, { ...by, text: 'doch da', now: at('09:00') })
  expect(await standing(database, olena)).toMatchObject({ presence: 'arrived', attendance: 'attended' })
  expect((await notesOf(database, keys, by)).map(({ text }) => text)).toEqual(['ist krank, meldet sich', 'doch da'])
  const [stored] = await database.prisma.appointmentNote.findMany()
  expect(Buffer.from(stored?.body ?? []).includes('krank')).toBe(false)
  await database.prisma.applicant.deleteMany()
  expect(await note(database, keys, { ...by, text: 'zu spät' })).toMatchObject({ outcome: 'forgotten' })
  await database.prisma.appointment.deleteMany()
  await database.prisma.slot.updateMany({ data: { booked: 0 } })
})

test('whatever is recorded in whatever order, a visit stands as its records say', async () => {
  const deeds = {
    arrive: (appointmentId: string, now: Date) =>
      arrive(database, { by: { appointmentId }, source: 'clerk', ...anna, now }),
    call: (appointmentId: string, now: Date) => callPerson(database, { appointmentId, staffId: null, room: '1', now }),
    putBack: (appointmentId: string, now: Date) => putBack(database, { appointmentId, ...anna, now }),
    begin: (appointmentId: string, now: Date) => begin(database, { appointmentId, ...anna, now }),
    finish: (appointmentId: string, now: Date) => finish(database, { appointmentId, ...anna, now }),
    note: (appointmentId: string, now: Date) => note(database, keys, { appointmentId, ...anna, text: '…', now }),
    noShow: (appointmentId: string, now: Date) => recordNoShow(database, { appointmentId, ...anna, now }),
    attended: (appointmentId: string, now: Date) => settle(database, { appointmentId, as: 'attended', ...anna, now }),
    missed: (appointmentId: string, now: Date) => settle(database, { appointmentId, as: 'no_show', ...anna, now }),
    takeBack: (appointmentId: string, now: Date) => takeBack(database, { appointmentId, ...anna, now }),
  }
  const names = Object.keys(deeds) as (keyof typeof deeds)[]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 12 }), async (order) => {
      await clear(database)
      await furnish(database)
      const olena = await visitor(database, '09:00')
      for (const [index, name] of order.entries())
        await deeds[name](olena.id, new Date(at('09:05').getTime() + index * 1000))
      await recordsAgree(database)
      expect(await check(database)).toMatchObject({ ok: true })
    }),
    { numRuns: 40 },
  )
})
