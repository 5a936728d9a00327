import { randomUUID } from 'node:crypto'
import { callNext } from '#appointments/attendance/call-next.ts'
import { check } from '#appointments/check.ts'
import type { Database } from '#database.ts'
import type { Server } from '../database/template.ts'
import { count, inParallel, withDatabase } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'

/** Gate 19. Twelve clerks press "call next" at the same moment, again and again: nobody is called by two of them. */
export const gate: Gate = {
  number: 19,
  name: 'calls',
  runsAnywhere: true,
  run: (form, server) => race({ races: sizes[form], call: ours, server }),
  mutant: (form, server) => race({ races: Math.min(sizes[form], 200), call: lookThenCall, server }),
}

const sizes: Record<Form, number> = { short: 60, full: 10_000 }
const clerks = 12
/** Fewer than clerks: some of them must go away empty-handed. */
const waiting = 8
/** So many races at once, each at a place of its own. */
const atOnce = 5

type Calling = { locationId: string; staffId: string; now: Date }
/** The id of whom it called, if anybody. */
type Call = (database: Database, calling: Calling) => Promise<string | undefined>

const now = new Date('2026-03-10T09:00:00Z')

async function race({
  races,
  call,
  server,
}: {
  races: number
  call: Call
  server?: Server | undefined
}): Promise<Outcome> {
  return withDatabase({ server, connections: clerks * atOnce }, async ({ database }) => {
    await prepare(database, races)
    const called: string[] = []
    let errors = 0
    const numbers = Array.from({ length: races }, (_, number) => number)
    await inParallel(numbers, atOnce, async (number) => {
      await Promise.all(
        Array.from({ length: clerks }, async () => {
          try {
            const id = await call(database, { locationId: `place-${number}`, staffId: randomUUID(), now })
            if (id !== undefined) called.push(id)
          } catch (error) {
            if (errors++ === 0) console.error(error)
          }
        }),
      )
    })
    const twice = await count(
      database,
      `(SELECT FROM attendance_record WHERE what = 'called' GROUP BY appointment_id HAVING count(*) > 1) AS twice`,
    )
    const { findings } = await check(database)
    return {
      passed:
        twice === 0 &&
        errors === 0 &&
        called.length === races * waiting &&
        new Set(called).size === called.length &&
        findings.length === 0,
      figures: {
        races,
        'clerks per race': clerks,
        'people waiting per race': waiting,
        called: called.length,
        'called twice': twice,
        'never called': races * waiting - new Set(called).size,
        errors,
        'findings of check': findings.length,
      },
    }
  })
}

const ours: Call = async (database, calling) => {
  const outcome = await database.transaction((tx) => callNext(tx, { ...calling, room: '1' }))
  return outcome.outcome === 'called' ? outcome.appointment.id : undefined
}

/** Who is next is looked up, then called: between the two somebody else may do the same. */
const lookThenCall: Call = (database, { locationId, staffId }) =>
  database.transaction(async (tx) => {
    const [next] = await tx.query<{ id: string }>({
      name: 'mutant-look',
      text: `SELECT id FROM appointment WHERE location_id = $1 AND presence = 'arrived' ORDER BY arrived_at, id LIMIT 1`,
      values: [locationId],
    })
    if (!next) return undefined
    await tx.query({
      name: 'mutant-call',
      text: `
        WITH called AS (
          UPDATE appointment SET presence = 'called', called_at = $3, called_by = $2 WHERE id = $1 RETURNING id
        )
        INSERT INTO attendance_record (appointment_id, what, source, staff_id) SELECT id, 'called', 'clerk', $2 FROM called`,
      values: [next.id, staffId, now],
    })
    return next.id
  })

/** In every place people who are there, with appointments within the last hour. */
async function prepare({ prisma }: Database, races: number): Promise<void> {
  await prisma.$executeRaw`INSERT INTO department (id, position, name) VALUES ('general', 1, '{}')`
  await prisma.$executeRaw`INSERT INTO service (id, department_id, position, units, name, documents) VALUES ('general-1', 'general', 1, 1, '{}', '{}')`
  await prisma.$executeRaw`
    INSERT INTO location (id, position, name, address, latitude, longitude)
    SELECT 'place-' || n, 1, '{}', '', 51, 6 FROM generate_series(0, ${races}::int - 1) AS n`
  await prisma.$executeRaw`
    INSERT INTO slot (id, department_id, location_id, starts_at, minutes, capacity, booked)
    SELECT n, 'general', 'place-' || n, ${now}::timestamptz - interval '1 hour', 60, ${waiting}::int, ${waiting}::int
    FROM generate_series(0, ${races}::int - 1) AS n`
  await prisma.$executeRaw`
    INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at, slot_ids,
      people, channel, language, presence, arrived_at)
    SELECT gen_random_uuid(), n || '-' || person, n || '-' || person, 'general', 'general-1', 'place-' || n,
      ${now}::timestamptz - interval '1 hour', ${now}::timestamptz, ARRAY[n], 1, 'desk', 'uk', 'arrived',
      ${now}::timestamptz - person * interval '1 minute'
    FROM generate_series(0, ${races}::int - 1) AS n, generate_series(1, ${waiting}::int) AS person`
  await prisma.$executeRaw`
    INSERT INTO attendance_record (appointment_id, what, source, at)
    SELECT id, 'arrived', 'check_in_code', arrived_at FROM appointment`
}
