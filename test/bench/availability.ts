import pg from 'pg'
import { freeDays } from '#appointments/find-free.ts'
import { now } from '../appointments/small-office.ts'
import { type GateOffice, withDatabase } from '../gates/gate-office.ts'
import { random } from '../gates/random.ts'
import { type Bench, type Measured, quantile } from './bench.ts'

/** Whether the calendar stays as quick in a book of a hundred times as many slots, of other places and of past days. */
export const bench: Bench = {
  name: 'availability of the next 14 days',
  run: ({ url }) =>
    withDatabase({ server: { url }, connections: 2 }, (small) =>
      withDatabase({ server: { url }, connections: 2 }, (big) => compare(small, big)),
    ),
}

const perDay = 28
const sizes = {
  small: { places: 6, pastDays: 0, days: 60 },
  big: { places: 300, pastDays: 60, days: 60 },
}
const questions = 4000

async function compare(small: GateOffice, big: GateOffice): Promise<Measured> {
  const slots = { small: await prepare(small, sizes.small), big: await prepare(big, sizes.big) }
  const chance = random(14)
  const taken = { small: [] as number[], big: [] as number[] }
  const ask = async (size: 'small' | 'big') => {
    const place = chance.below(sizes[size].places)
    const started = performance.now()
    const days = await freeDays((size === 'small' ? small : big).database, {
      departmentId: `department-${place % 3}`,
      locationId: `location-${Math.floor(place / 3)}`,
      units: chance.pick([1, 2]),
      lastDay: 14,
      now,
    })
    taken[size].push(performance.now() - started)
    if (days.length < 5) throw new Error(`Only ${days.length} days are free`)
  }
  for (let warm = 0; warm < 200; warm++) for (const size of ['small', 'big'] as const) await ask(size)
  taken.small = []
  taken.big = []
  // In turn, so that both meet the same noise.
  for (let question = 0; question < questions; question++) for (const size of ['small', 'big'] as const) await ask(size)

  const milliseconds = (size: 'small' | 'big', share: number) => quantile(taken[size], share)
  return {
    slots: `${slots.small} and ${slots.big}, 70 % booked`,
    questions: `${questions} each, in turn`,
    'p50, ms': `${milliseconds('small', 0.5).toFixed(2)} and ${milliseconds('big', 0.5).toFixed(2)}`,
    'p99, ms': `${milliseconds('small', 0.99).toFixed(2)} and ${milliseconds('big', 0.99).toFixed(2)}`,
    'p99 ratio (at most 3)': (milliseconds('big', 0.99) / milliseconds('small', 0.99)).toFixed(2),
  }
}

async function prepare(
  { database: { prisma }, url }: GateOffice,
  { places, pastDays, days }: (typeof sizes)['small'],
): Promise<number> {
  const name = { de: 'Test' }
  const locations = Math.ceil(places / 3)
  await prisma.department.createMany({ data: [0, 1, 2].map((n) => ({ id: `department-${n}`, position: n, name })) })
  await prisma.location.createMany({
    data: Array.from({ length: locations }, (_, n) => ({
      id: `location-${n}`,
      position: n,
      name,
      address: '',
      latitude: 51,
      longitude: 6,
    })),
  })
  return fill(
    url,
    `
    INSERT INTO slot (department_id, location_id, starts_at, minutes, capacity, booked)
    SELECT 'department-' || place % 3, 'location-' || place / 3,
      timestamptz '2026-11-24 07:00Z' + day * interval '1 day' + slot * interval '20 minutes', 20, 1,
      (random() < 0.7)::int
    FROM generate_series(-${pastDays}, ${days} - 1) AS day, generate_series(0, ${places} - 1) AS place,
      generate_series(0, ${perDay} - 1) AS slot`,
  )
}

/** On a connection without our sessions' time limit. Rows are written day by day: those of one place lie far apart. */
async function fill(url: string, statement: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rowCount } = await client.query(statement)
    await client.query('VACUUM ANALYZE slot')
    return rowCount ?? 0
  } finally {
    await client.end()
  }
}
