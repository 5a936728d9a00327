import pg from 'pg'
import type { Database } from '#database.ts'
import { fold } from '#reports/fold.ts'
import { readOutlook } from '#reports/outlook.ts'
import { readReport } from '#reports/read-report.ts'
import { withDatabase } from '../gates/gate-office.ts'
import { type Bench, type Measured, median } from './bench.ts'

/** How long the committee waits for five years. */
export const bench: Bench = {
  name: 'report over five years',
  run: ({ url }) => withDatabase({ server: { url }, connections: 4 }, measure),
}

const visits = 2_000_000
const rounds = 7
/** A week's. */
const fresh = 8000
const years = { from: '2021-11-22', to: '2026-11-21', now: new Date('2026-11-23T10:00:00Z') }

async function measure({ database, url }: { database: Database; url: string }): Promise<Measured> {
  await bring(url)
  await vacuum(url)
  const unfolded = await timed(() => fold(database))
  const [counted] = await database.query<{ kinds: number; counters: number }>({
    name: 'bench-counters',
    text: 'SELECT (SELECT count(*) FROM visit_kind) AS kinds, (SELECT count(*) FROM visit_count) AS counters',
    values: [],
  })
  const { report } = await readReport(database, years)
  if (report.total.bookings + report.total.moved !== visits) throw new Error('The report has lost visits')
  const whole = await times(() => readReport(database, years))
  const year = await times(() => readReport(database, { ...years, from: '2025-11-22' }))
  const scan = await times(() =>
    database.query({ name: 'bench-scan', text: 'SELECT sum(count) FROM visit_count', values: [] }),
  )
  const outlook = await times(() => readOutlook(database, { today: '2026-11-23' }))
  return {
    appointments: visits,
    counters: counted?.counters ?? 0,
    'kinds of visits': counted?.kinds ?? 0,
    'summing up a week’s changes, s': (unfolded / 1000).toFixed(1),
    'report over five years, median, s (at most 1)': (whole / 1000).toFixed(2),
    'ratio to adding up the counters once': (whole / scan).toFixed(2),
    'report over one year, s': (year / 1000).toFixed(2),
    'forecast of four weeks, s': (outlook / 1000).toFixed(2),
  }
}

const kind = 'department_id, location_id, service_id, channel, language, state, attendance, source, lead'

/** What five years of bookings leave behind: summed up but for the last ones, which are rows as the trigger writes them. */
async function bring(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('SELECT setseed(0.5)')
    await client.query(`CREATE TEMP TABLE visit AS
      SELECT n, day, department AS department_id, CASE WHEN place < 0.6 THEN 'neuss' ELSE 'grevenbroich' END AS location_id,
        department || '-' || floor(what * what * 8) AS service_id,
        CASE WHEN way < 0.5 THEN 'webchat' WHEN way < 0.8 THEN 'telegram' ELSE 'desk' END AS channel,
        (ARRAY['de', 'ar', 'uk', 'tr', 'en', 'ru', 'fr'])[1 + floor(speaks * speaks * 7)::int] AS language,
        CASE WHEN fate < 0.82 THEN 'booked' WHEN fate < 0.9 THEN 'cancelled_by_applicant'
          WHEN fate < 0.93 THEN 'cancelled_by_office' ELSE 'moved' END AS state,
        CASE WHEN fate < 0.7 THEN 'attended' WHEN fate < 0.77 THEN 'no_show' ELSE 'unrecorded' END AS attendance,
        CASE WHEN fate < 0.4 THEN 'call' WHEN fate < 0.6 THEN 'check-in' WHEN fate < 0.75 THEN 'click'
          WHEN fate < 0.77 THEN 'applicant' ELSE '' END AS source,
        CASE WHEN fate >= 0.82 AND fate < 0.93
          THEN (ARRAY['hours-2', 'hours-24', 'days-3', 'days-7', 'more'])[1 + floor(what * 5)::int] ELSE '' END AS lead
      FROM (
        SELECT n, date '2021-11-22' + ((n % 1305) / 5 * 7 + (n % 1305) % 5)::int AS day,
          (ARRAY['asylum', 'general', 'ukraine'])[1 + floor(sqrt(random()) * 3)::int] AS department,
          random() AS place, random() AS what, random() AS way, random() AS speaks, random() AS fate
        FROM generate_series(0, ${visits - 1}) AS n
      ) AS visit`)
    await client.query(`INSERT INTO visit_kind (${kind}) SELECT DISTINCT ${kind} FROM visit`)
    await client.query(`INSERT INTO visit_count
      SELECT day, id, count(*) FROM visit JOIN visit_kind USING (${kind}) WHERE n >= ${fresh} GROUP BY day, id`)
    await client.query(`INSERT INTO day_count
      SELECT day, department_id, state, attendance, sum(count) FROM visit_count JOIN visit_kind ON id = kind_id GROUP BY 1, 2, 3, 4`)
    await client.query(`INSERT INTO month_count
      SELECT date_trunc('month', day)::date, kind_id, sum(count) FROM visit_count GROUP BY 1, 2`)
    await client.query(`INSERT INTO visit_change SELECT day, ${kind}, 1 FROM visit WHERE n < ${fresh}`)
  } finally {
    await client.end()
  }
}

async function vacuum(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('VACUUM ANALYZE').finally(() => client.end())
}

async function times(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) taken.push(await timed(work))
  return median(taken)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
