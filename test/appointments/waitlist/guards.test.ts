import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { freeTimes } from '#appointments/find-free.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { clear, firstDay, furnish, now, place } from '../small-office.ts'
import { freed, passAllOn, visitor, waiting } from './waiting.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { days: 3 })
  await waiting(database)
  await freed(database)
  await freed(database, { time: '10:00' })
  expect(await passAllOn(database)).toContain('offered')
})

const run = (sql: string) => database.prisma.$executeRawUnsafe(sql)
const again = (columns: string) => `
  INSERT INTO offer (id, freed_seat_id, subscription_id, conversation_id, day, offered_at, expires_at, state, ended_at)
  SELECT gen_random_uuid(), ${columns} FROM offer`

describe('the database itself refuses', () => {
  test.each([
    [
      'to offer a seat to two people',
      again("freed_seat_id, NULL, NULL, day + 1, offered_at, expires_at, 'offered', NULL"),
      'offer_one_per_seat',
    ],
    [
      'to offer two seats to one person',
      again(
        "(SELECT id FROM freed_seat WHERE state <> 'offered'), NULL, conversation_id, day + 1, offered_at, expires_at, 'offered', NULL",
      ),
      'offer_one_per_talk',
    ],
    [
      'to ask a person twice a day',
      again("freed_seat_id, NULL, conversation_id, day, offered_at, expires_at, 'declined', now()"),
      'offer_one_a_day',
    ],
    [
      'to ask for one wish twice a day',
      again("freed_seat_id, subscription_id, NULL, day, offered_at, expires_at, 'declined', now()"),
      'offer_one_a_day_per_wish',
    ],
    ['an answered offer without its moment', "UPDATE offer SET state = 'accepted'", 'offer_ended'],
    ['a freed seat that is settled and kept', 'UPDATE freed_seat SET settled_at = now()', 'freed_seat_settled'],
    ['a freed seat that nothing freed', "UPDATE freed_seat SET cause = 'booked'", 'freed_seat_cause'],
    ['a freed seat of no slot', "UPDATE freed_seat SET slot_ids = '{}'", 'freed_seat_slots'],
    ['a wish of nobody', 'UPDATE subscription SET conversation_id = NULL', 'subscription_whose'],
    ['a wish without notice', 'UPDATE subscription SET notice_minutes = 0', 'subscription_notice'],
    ['an ended wish that does not say why', 'UPDATE subscription SET ended_at = now()', 'subscription_ended'],
    [
      'two wishes of one person in a department',
      `INSERT INTO subscription (id, conversation_id, department_id)
       SELECT gen_random_uuid(), conversation_id, department_id FROM subscription`,
      'subscription_one_per_talk',
    ],
  ])('%s', async (_, sql, constraint) => {
    await expect(run(sql)).rejects.toThrow(constraint)
  })
})

test.each([
  ['held seats are holds, or kept for the waitlist', 'DELETE FROM freed_seat'],
  ['held seats are holds, or kept for the waitlist', "UPDATE freed_seat SET state = 'public', settled_at = now()"],
  ['freed seats lie on their slots', "UPDATE freed_seat SET starts_at = starts_at - interval '1 minute'"],
  ['what is offered to somebody is kept', "UPDATE freed_seat SET state = 'waiting' WHERE state = 'offered'"],
  ['nobody is offered what is no use to them', "UPDATE subscription SET department_id = 'asylum'"],
])('finds that “%s” is broken', async (invariant, sql) => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
  await run(sql)
  const { findings } = await check(database)
  expect(findings.map((finding) => finding.invariant)).toContain(invariant)
})

test('without the trigger a freed time is whoever’s is fastest', async () => {
  await run('ALTER TABLE appointment DISABLE TRIGGER keep_freed_seats')
  try {
    await cancel(database, { ...(await visitor(database, { time: '10:20' })), now })
    const times = await freeTimes(database, { ...place, day: firstDay, now })
    expect(times.map(({ time }) => time)).toContain('10:20')
    expect(times.map(({ time }) => time)).not.toContain('09:00')
  } finally {
    await run('ALTER TABLE appointment ENABLE TRIGGER keep_freed_seats')
  }
})
