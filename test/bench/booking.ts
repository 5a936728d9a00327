import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { book, bookStatement } from '#appointments/book.ts'
import { type Database, openDatabase } from '#database.ts'
import { keys, someone } from '../appointments/small-office.ts'
import { inParallel, withDatabase } from '../gates/gate-office.ts'
import { type Bench, type Measured, median } from './bench.ts'

/** How much of the database's own rate is left when bookings come through `book`, with all that it encrypts. */
export const bench: Bench = {
  name: 'booking rate',
  run: ({ url }) => withDatabase({ server: { url }, connections: 2 }, race),
}

const connections = 16
const slots = 5000
const rounds = 5
const perRound = 4000

async function race({ database, url }: { database: Database; url: string }): Promise<Measured> {
  // On a busy machine one Node process gets a smaller share than pgbench's many backends: the ratio falls with the load.
  const [load = 0] = loadavg()
  await prepare(url)
  const folder = await mkdtemp(join(tmpdir(), 'terminlotse-bench-'))
  // Node compiles what has run a while; a server that has been up for a minute is what counts.
  await ours(url, 2 * rounds * perRound)
  const results: { ours: number; pgbench: number }[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const first = 2 * round * perRound
      const ways = {
        ours: () => ours(url, first),
        pgbench: () => pgbench(url, { first: first + perRound, folder }),
      }
      // Whoever comes second finds warmer caches and more to vacuum: they take turns.
      await database.prisma.$executeRaw`CHECKPOINT`
      const one = round % 2 === 0 ? await ways.ours() : await ways.pgbench()
      await database.prisma.$executeRaw`CHECKPOINT`
      const other = round % 2 === 0 ? await ways.pgbench() : await ways.ours()
      results.push(round % 2 === 0 ? { ours: one, pgbench: other } : { ours: other, pgbench: one })
    }
  } finally {
    await rm(folder, { recursive: true })
  }
  return {
    'load average before': load.toFixed(1),
    connections,
    slots,
    rounds: `${rounds} of ${perRound} bookings each`,
    'book, per second': Math.round(median(results.map(({ ours }) => ours))),
    'pgbench with the same prepared statement, per second': Math.round(median(results.map(({ pgbench }) => pgbench))),
    'ratio per round': results.map(({ ours, pgbench }) => (ours / pgbench).toFixed(2)).join(', '),
    'ratio (at least 0.6)': median(results.map(({ ours, pgbench }) => ours / pgbench)).toFixed(2),
  }
}

/** A hold for every booking, spread over the slots; on a connection without our sessions' time limit. */
async function prepare(url: string): Promise<void> {
  const bookings = (2 * rounds + 1) * perRound
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(`
      INSERT INTO department (id, position, name) VALUES ('general', 1, '{}');
      INSERT INTO location (id, position, name, address, latitude, longitude) VALUES ('neuss', 1, '{}', '', 51, 6);
      INSERT INTO slot (department_id, location_id, starts_at, minutes, capacity, held)
        SELECT 'general', 'neuss', timestamptz '2026-11-24 08:00Z' + n * interval '20 minutes', 20, 1000, ${Math.ceil(bookings / slots)}
        FROM generate_series(1, ${slots}) AS n;
      INSERT INTO conversation (id, channel, address)
        SELECT 'c' || n, 'webchat', 'c' || n FROM generate_series(0, ${bookings} - 1) AS n;
      INSERT INTO hold (conversation_id, id, department_id, service_id, location_id, starts_at, ends_at, slot_ids, expires_at)
        SELECT 'c' || n, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'general', 'general-1', 'neuss',
          starts_at, starts_at + interval '20 minutes', ARRAY[slot.id], now() + interval '1 day'
        FROM generate_series(0, ${bookings} - 1) AS n JOIN slot ON slot.id = n % ${slots} + 1`)
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
}

async function ours(url: string, first: number): Promise<number> {
  const database = openDatabase(url, { connections })
  const numbers = Array.from({ length: perRound }, (_, index) => first + index)
  // Connected and prepared first, as pgbench's rate leaves its connecting out.
  await inParallel(Array.from({ length: connections }), connections, async () => {
    await book(database, keys, { ...someone('nobody'), holdId: holdIdOf(0) })
  })
  const started = performance.now()
  await inParallel(numbers, connections, async (number) => {
    const { outcome } = await book(database, keys, { ...someone(`c${number}`), holdId: holdIdOf(number) })
    if (outcome !== 'booked') throw new Error(`Not booked but ${outcome}`)
  })
  const seconds = (performance.now() - started) / 1000
  await database.close()
  return perRound / seconds
}

function holdIdOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

async function pgbench(url: string, { first, folder }: { first: number; folder: string }): Promise<number> {
  const script = join(folder, 'book.sql')
  await writeFile(
    script,
    `\\set i :i + 1\n\\set n ${first} + :client_id * ${perRound / connections} + :i\n${statement()};\n`,
  )
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    connections,
    '-j',
    1,
    '-t',
    perRound / connections,
    '-D',
    'i=-1',
    '-f',
    script,
    url,
  ]
  const { stdout } = await promisify(execFile)(
    process.env['PGBENCH'] ?? '/usr/lib/postgresql/15/bin/pgbench',
    args.map(String),
  )
  const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (rate === undefined || !stdout.includes(`${perRound}/${perRound}`)) throw new Error(`pgbench said: ${stdout}`)
  return Number(rate)
}

/** The statement of `book`, with what differs per booking made from the number n, and the rest as it was sent. */
function statement(): string {
  const { text, values } = bookStatement(keys, {
    ...someone('c0'),
    holdId: holdIdOf(0),
    identity: Buffer.alloc(32),
    id: holdIdOf(0),
    code: '00000000',
    checkInCode: '',
  })
  const padded = (length: number) => `lpad(:n::text, ${length}, '0')`
  const uuid = (group: string) => `('00000000-0000-4000-${group}-' || ${padded(12)})::uuid`
  const made: Record<number, string> = {
    1: "('c' || :n::text)",
    2: uuid('8000'),
    3: uuid('8001'),
    4: padded(8),
    5: padded(20),
    7: 'sha256(:n::text::bytea)',
    8: uuid('8002'),
    11: uuid('8003'),
  }
  return text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\$(\d+)/g, (_, number: string) => made[Number(number)] ?? literal(values[Number(number) - 1]))
}

function literal(value: unknown): string {
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'::bytea`
  return typeof value === 'number' ? String(value) : `'${String(value)}'`
}
