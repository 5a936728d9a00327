import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drift } from './drift.ts'
import { type FreshDatabase, freshDatabase } from './fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await run(`INSERT INTO department VALUES ('asylum', 1, '{}');
    INSERT INTO location VALUES ('neuss', 1, '{}', 'Straße 1, 41460 Neuss', 51.2, 6.7);
    INSERT INTO conversation (id, channel, address) VALUES ('talk', 'webchat', 'dl_1');
    INSERT INTO slot (department_id, location_id, starts_at, minutes, capacity) VALUES ('asylum', 'neuss', '2026-12-14 08:00Z', 15, 2)`)
  await run(appointment({ id: ids[0], code: 'BCDF2345' }))
})
afterAll(() => database.close())

test('the migrations make exactly the tables of the schema', async () => {
  expect(await drift(database.connectionString)).toBe('-- This is an empty migration.\n')
})

test('a column that only the database has is found', async () => {
  const other = await freshDatabase()
  await other.prisma.$executeRawUnsafe('ALTER TABLE slot ADD COLUMN note text')
  expect(await drift(other.connectionString)).toContain('DROP COLUMN "note"')
  await other.close()
})

const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const

describe('the database itself refuses', () => {
  test.each([
    ['more booked than there are seats', 'UPDATE slot SET booked = 3', 'slot_seats'],
    ['more booked and held than there are seats', 'UPDATE slot SET booked = 1, held = 2', 'slot_seats'],
    ['a capacity below what is booked', 'UPDATE slot SET booked = 2, capacity = 1', 'slot_seats'],
    ['a seat given back twice', 'UPDATE slot SET held = -1', 'slot_seats'],
    ['a booking given back twice', 'UPDATE slot SET booked = -1', 'slot_seats'],
    ['a slot without length', 'UPDATE slot SET minutes = 0', 'slot_minutes'],
    ['a slot longer than a day of work', 'UPDATE slot SET minutes = 481', 'slot_minutes'],
    ['a service without length', service(0), 'service_units'],
    ['a service of more than four slots', service(5), 'service_units'],
    ['a weekday that there is not', hours(8, '08:00', '12:00', 15, 1), 'opening_hours_day'],
    ['hours that end before they begin', hours(1, '12:00', '08:00', 15, 1), 'opening_hours_day'],
    ['hours for nobody', hours(1, '08:00', '12:00', 15, 0), 'opening_hours_day'],
    ['hours in slots without length', hours(1, '08:00', '12:00', 0, 1), 'opening_hours_day'],
    ['a closure that ends before it begins', closure('2026-12-24', '2026-12-23'), 'closure_days'],
    ['a hold of nothing', hold('{}'), 'hold_slots'],
    ['a hold of five slots', hold('{1,2,3,4,5}'), 'hold_slots'],
    ['a hold that ends before it begins', hold('{1}', '2026-12-14 07:00Z'), 'hold_slots'],
    ['an appointment without a slot', appointment({ slots: '{}' }), 'appointment_slots'],
    ['an appointment of nobody', appointment({ people: 0 }), 'appointment_slots'],
    ['an appointment that ends before it begins', appointment({ endsAt: '2026-12-14 07:00Z' }), 'appointment_slots'],
    [
      'a booked appointment that has ended',
      "UPDATE appointment SET ended_at = now() WHERE state = 'booked'",
      'appointment_ended',
    ],
    [
      'a cancelled appointment without its moment',
      "UPDATE appointment SET state = 'cancelled_by_office'",
      'appointment_ended',
    ],
    ['a second active appointment of one person', appointment({ code: 'GHJK6789' }), 'appointment_one_per_person'],
    ['a code that is still booked', appointment({ identity: 'other', code: 'BCDF2345' }), 'appointment_one_per_code'],
    ['the same start time twice', slotTwice(), 'slot_department_id_location_id_starts_at_key'],
    ['a second hold of one conversation', `${hold('{1}')}; ${hold('{1}')}`, 'hold_pkey'],
    ['one device for two conversations', device(), 'conversation_device_hash_key'],
    ['the same update twice', `${inbox()}; ${inbox()}`, 'inbox_pkey'],
    ['to widen a role by deleting its department', deletedUnder(role, 'department'), 'staff_role_department_id_fkey'],
    ['to widen a role by deleting its location', deletedUnder(role, 'location'), 'staff_role_location_id_fkey'],
    ['to widen a key by deleting its location', deletedUnder(key, 'location'), 'api_key_location_id_fkey'],
    ['to widen a closure by deleting its department', deletedUnder(closed, 'department'), 'closure_department_id_fkey'],
    ['to widen a closure by deleting its location', deletedUnder(closed, 'location'), 'closure_location_id_fkey'],
  ])('%s', async (_what, statement, constraint) => {
    await expect(run(statement)).rejects.toMatchObject({ constraint })
  })

  test.each([
    ['a seed before the lots are drawn', draw("sha256('x'), 'x', NULL, NULL"), 'draw_seed'],
    ['a seed that was not committed to', draw("sha256('x'), 'y', sha256(''), now()"), 'draw_seed'],
    ['a window that ends before it begins', draw("sha256('x'), NULL, NULL, NULL", '2026-11-01'), 'draw_times'],
    ['two lots of one person in a draw', `${lot("'a'")}; ${lot("'b'")}`, 'lot_one_per_person'],
    ['a lot that is offered nothing', `${lot("'a'")}; UPDATE lot SET state = 'offered', rank = 1`, 'lot_held'],
    ['a lot that waits without a place in the order', `${lot("'a'")}; UPDATE lot SET state = 'waiting'`, 'lot_rank'],
    [
      'a person kept when nothing is to come',
      `${lot("'a'")}; UPDATE lot SET state = 'declined', rank = 1`,
      'lot_person',
    ],
  ])('%s', async (_, change, constraint) => {
    const service = `INSERT INTO service VALUES ('visit', 'asylum', 1, 1, '{}', '{}') ON CONFLICT DO NOTHING`
    const good = draw("sha256('x'), NULL, NULL, NULL")
    const whole = change.includes('INSERT INTO draw') ? change : `${good}; ${change}`
    await expect(run(`${service}; ${whole}`)).rejects.toMatchObject({ code: /^23/, constraint })
  })

  test('a written is_free: it follows from seats and state alone', async () => {
    await expect(run('UPDATE slot SET is_free = true')).rejects.toMatchObject({ code: '428C9' })
  })
})

test('a slot is free while it is open and has a seat neither booked nor held', async () => {
  const free = async (change: string) => {
    const [slot] = await rows<{ is_free: boolean }>(
      `UPDATE slot SET booked = 0, held = 0, state = 'open'; UPDATE slot SET ${change} RETURNING is_free`,
    )
    return slot?.is_free
  }
  expect(await free('booked = 1, held = 0')).toBe(true)
  expect(await free('booked = 1, held = 1')).toBe(false)
  expect(await free('booked = 2')).toBe(false)
  expect(await free("state = 'closed'")).toBe(false)
  expect(await free("state = 'blocked'")).toBe(false)
})

test('whoever cancelled may book again, and a moved appointment keeps its code', async () => {
  const cancelled = "UPDATE appointment SET state = 'moved', ended_at = now()"
  await run(`BEGIN; ${cancelled}; ${appointment({ code: 'BCDF2345' })}; ROLLBACK`)
})

function draw(seeds: string, opensAt = '2026-10-01') {
  return `INSERT INTO draw (id, department_id, service_id, location_id, opens_at, closes_at, draws_at, hold_hours, sealed_seed,
      created_at, commitment, seed, list_hash, drawn_at)
    VALUES ('${ids[0]}', 'asylum', 'visit', 'neuss', '${opensAt}', '2026-10-05', '2026-10-06', 24, 'sealed', now(), ${seeds})`
}

function lot(number: string) {
  return `INSERT INTO lot (id, draw_id, number, identity, people, language, entered_at)
    VALUES (gen_random_uuid(), '${ids[0]}', ${number}, 'olena', 1, 'uk', now())`
}

type Appointment = { id?: string; code?: string; identity?: string; slots?: string; people?: number; endsAt?: string }

function appointment({
  id = ids[1],
  code = 'WXZV4567',
  identity = 'olena',
  slots = '{1}',
  people = 1,
  endsAt = '2026-12-14 08:15Z',
}: Appointment) {
  return `INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at, slot_ids, people, identity, channel, language)
    VALUES ('${id}', '${code}', '${id}', 'asylum', 'permit', 'neuss', '2026-12-14 08:00Z', '${endsAt}', '${slots}', ${people}, '${identity}', 'webchat', 'uk')`
}

function service(units: number) {
  return `INSERT INTO service VALUES ('permit', 'asylum', 1, ${units}, '{}', '{}')`
}

function hours(weekday: number, opens: string, closes: string, minutes: number, capacity: number) {
  return `INSERT INTO opening_hours (department_id, location_id, weekday, opens, closes, slot_minutes, capacity)
    VALUES ('asylum', 'neuss', ${weekday}, '${opens}', '${closes}', ${minutes}, ${capacity})`
}

function closure(first: string, last: string) {
  return `INSERT INTO closure (first_day, last_day, reason) VALUES ('${first}', '${last}', '{}')`
}

function role(column: string) {
  const staff = '00000000-0000-4000-8000-000000000003'
  return `INSERT INTO staff (id, email, name) VALUES ('${staff}', 'anna@example.org', 'Anna');
    INSERT INTO staff_role (staff_id, role, ${column}) VALUES ('${staff}', 'clerk', 'elsewhere')`
}

function closed(column: string) {
  return `INSERT INTO closure (${column}, first_day, last_day, reason) VALUES ('elsewhere', '2026-12-24', '2026-12-24', '{}')`
}

function key(column: string) {
  return `INSERT INTO api_key (id, name, hash, scopes, ${column}) VALUES ('${ids[1]}', 'Anlage', 'x', '{}', 'elsewhere')`
}

/** Something is limited to a department or location that goes. */
function deletedUnder(limited: (column: string) => string, table: 'department' | 'location') {
  const place = table === 'location' ? ", 'Straße 2, 41515 Grevenbroich', 51.1, 6.6" : ''
  return `INSERT INTO ${table} VALUES ('elsewhere', 2, '{}'${place}); ${limited(`${table}_id`)};
    DELETE FROM ${table} WHERE id = 'elsewhere'`
}

function hold(slots: string, endsAt = '2026-12-14 08:15Z') {
  return `INSERT INTO hold VALUES ('talk', gen_random_uuid(), 'asylum', 'permit', 'neuss', '2026-12-14 08:00Z', '${endsAt}', '${slots}', now())`
}

function slotTwice() {
  return 'INSERT INTO slot (department_id, location_id, starts_at, minutes, capacity) SELECT department_id, location_id, starts_at, 15, 1 FROM slot'
}

function device() {
  return `UPDATE conversation SET device_hash = 'same';
    INSERT INTO conversation (id, channel, address, device_hash) VALUES ('talk2', 'webchat', 'dl_2', 'same')`
}

function inbox() {
  return "INSERT INTO inbox (channel, key) VALUES ('webchat', 'once')"
}

async function run(statement: string): Promise<void> {
  await rows(statement)
}

/** Several statements at once are one transaction: what is refused leaves nothing behind. */
async function rows<Row extends object>(statement: string): Promise<Row[]> {
  const pool = new pg.Client(database.connectionString)
  await pool.connect()
  const results: unknown = await pool.query(statement).finally(() => pool.end())
  const last = Array.isArray(results) ? results.at(-1) : results
  return last.rows
}
