import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { arrive } from '#appointments/attendance/arrive.ts'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { finish } from '#appointments/attendance/finish.ts'
import { recordNoShow } from '#appointments/attendance/record-no-show.ts'
import { takeBack } from '#appointments/attendance/take-back.ts'
import { book } from '#appointments/book.ts'
import { check } from '#appointments/check.ts'
import { hold } from '#appointments/hold.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, furnish, keys, newcomers, now, oneUnit, someone } from './small-office.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  // So that what the database refuses can be written and found.
  await database.prisma.$executeRaw`ALTER TABLE slot DROP CONSTRAINT slot_seats`
  await database.prisma.$executeRaw`DROP INDEX appointment_one_per_person, appointment_one_per_code`
})
afterAll(() => database.close())

/** One appointment at 09:00 and one hold at 09:20. */
beforeEach(async () => {
  await clear(database)
  await furnish(database)
  const [first = '', second = ''] = await newcomers(database, 2)
  const mine = await hold(database, { ...oneUnit, conversationId: first, startsAt: at('09:00'), now })
  if (mine.outcome !== 'held') throw new Error('The time is taken')
  await book(database, keys, { ...someone(first), holdId: mine.hold.id })
  await hold(database, { ...oneUnit, conversationId: second, startsAt: at('09:20'), now })
})

test('a sound book has no findings', async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

const clerk = '00000000-0000-4000-8000-000000000001'
const called = `UPDATE appointment SET presence = 'called', called_at = now(), called_by = '${clerk}'`
const calledToo = `INSERT INTO appointment SELECT (jsonb_populate_record(appointment, jsonb_build_object(
  'id', '${randomUUID()}', 'check_in_code', 'another', 'presence', 'called', 'called_at', now(), 'called_by', '${clerk}'))).* FROM appointment`

/** Something is recorded so long after the start. */
const recorded = (what: string, after: string) => `INSERT INTO attendance_record (appointment_id, what, source, at)
  SELECT id, '${what}', 'clerk', starts_at + interval '${after}' FROM appointment`
const told = (kind: string) => `INSERT INTO notice (appointment_id, kind, due_at)
  SELECT id, '${kind}', starts_at - interval '1 minute' FROM appointment`
const tooEarly = 'nothing is recorded before it was possible'
const cancelled = "state = 'cancelled_by_office', ended_at = now()"

const another = `INSERT INTO appointment SELECT (jsonb_populate_record(appointment, jsonb_build_object(
  'id', '${randomUUID()}', 'check_in_code', 'another'))).* FROM appointment`

test('a visit from arrival to its end, taken back and recorded otherwise, is sound', async () => {
  const { id: appointmentId, startsAt } = await database.prisma.appointment.findFirstOrThrow()
  const by = { staffId: clerk, now: startsAt }
  await arrive(database, { by: { appointmentId }, source: 'check_in_code', now: startsAt })
  await database.transaction((tx) => callPerson(tx, { ...by, appointmentId, room: '2.14' }))
  await finish(database, { ...by, appointmentId })
  await takeBack(database, { ...by, appointmentId })
  await recordNoShow(database, { ...by, appointmentId })
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

test.for([
  ['booked seats are appointments', 'UPDATE slot SET booked = 0'],
  ['held seats are holds, or kept for the waitlist', 'UPDATE slot SET held = 1'],
  ['held seats are holds, or kept for the waitlist', 'DELETE FROM hold'],
  ['no slot has more visits than seats', 'UPDATE slot SET capacity = 0'],
  ['slots of a department and place do not overlap', 'UPDATE slot SET minutes = 30'],
  ['a person has one appointment per department', another],
  ['a code belongs to one appointment', another],
  ['appointments lie on their slots', "UPDATE appointment SET starts_at = starts_at - interval '1 minute'"],
  ['appointments lie on their slots', "UPDATE appointment SET department_id = 'asylum'"],
  ['appointments lie on their slots', 'UPDATE appointment SET slot_ids = slot_ids || ARRAY[slot_ids[1] + 2]'],
  ['holds lie on their slots', "UPDATE hold SET ends_at = ends_at + interval '20 minutes'"],
  ['a moved appointment goes on under the same code', "UPDATE appointment SET state = 'moved', ended_at = now()"],
  ['moves are counted', 'UPDATE appointment SET moved_from_id = id'],
  ['an appointment is for a service of its department', "UPDATE appointment SET service_id = 'asylum-1'"],
  [
    'who comes is known until the visit',
    "UPDATE appointment SET applicant_id = NULL, starts_at = now() + interval '1 day', ends_at = now() + interval '2 days'",
  ],
  ['nobody’s name outlives the appointments', 'UPDATE appointment SET applicant_id = NULL'],
  ['what is known of a visit was recorded', "UPDATE appointment SET presence = 'arrived', arrived_at = now()"],
  ['what is known of a visit was recorded', "UPDATE appointment SET attendance = 'no_show', source = 'clerk'"],
  ['a visit stands as its records say', recorded('arrived', '-5 minutes')],
  ['a visit stands as its records say', recorded('attended', '5 minutes')],
  [tooEarly, recorded('arrived', '-1 day')],
  [tooEarly, recorded('arrived', '1 day')],
  [tooEarly, recorded('called', '-1 day')],
  [tooEarly, recorded('with_clerk', '-1 day')],
  [tooEarly, recorded('done', '-1 day')],
  [tooEarly, recorded('attended', '-1 day')],
  [tooEarly, recorded('no_show', '-1 minute')],
  [tooEarly, recorded('says_seen', '-1 minute')],
  [tooEarly, recorded('says_office_cancelled', '-1 minute')],
  ['a clerk has called one person at a time', `WITH first AS (${called}) ${calledToo}`],
  [
    'nobody came to a visit that was cancelled or moved',
    `UPDATE appointment SET ${cancelled}, attendance = 'attended', source = 'clerk'`,
  ],
  ['nobody came to a visit that was cancelled or moved', `${called}, ${cancelled}`],
  ['whoever is recorded stands in nobody’s way', "UPDATE appointment SET attendance = 'attended', source = 'clerk'"],
  ['nobody is told of what never was', told('moved')],
  ['nobody is told of what never was', told('cancelled')],
  ['nobody is told of what never was', told('called')],
  ['nobody is told of what never was', told('whether_seen')],
  [
    'the sums of a day are those of its counters',
    "INSERT INTO day_count VALUES (now(), 'general', 'booked', 'attended', 1)",
  ],
  [
    'the sums of a month are those of its counters',
    `WITH kind AS (
       INSERT INTO visit_kind (department_id, location_id, service_id, channel, language, state, attendance, source, lead)
       VALUES ('', '', '', '', '', '', '', '', '') RETURNING id
     ) INSERT INTO visit_count SELECT '2020-01-01', id, 1 FROM kind`,
  ],
  ['what is counted is what was booked', 'DELETE FROM visit_change'],
  ['what is counted is what was booked', 'INSERT INTO visit_change SELECT * FROM visit_change'],
  ['what is counted is what was booked', "UPDATE visit_change SET language = 'fr'"],
])('finds that “%s” is broken', async ([invariant, statement]) => {
  await database.prisma.$executeRawUnsafe(statement ?? '')
  const { ok, findings } = await check(database)
  expect(ok).toBe(false)
  expect(findings.map((finding) => finding.invariant)).toContain(invariant)
  expect(
    findings.every(
      ({ count, example }) => count > 0 && /^(slot|appointment|hold|code|applicant|count) /.test(example ?? ''),
    ),
  ).toBe(true)
})
