import type { Tx } from '#database.ts'
import type { Visit } from './read-visit.ts'

/** A row of the file that was read, with its line. */
export type Read = { line: number; visit: Visit }

/** A number that is there already with other content; `columns` of ours that differ. */
export type Conflict = { line: number; columns: string[] }

/** `isOver`: it was undone, or is finished. `rows` are all of this import by now. */
export type Written = { isOver: boolean; rows: number; conflicts: Conflict[] }

/**
 * Writes some rows of an import, each once: a number that is there already stays as it is. The import's own row counts them in the
 * same transaction, so that a batch that is written again after a lost connection counts once too.
 */
export async function writeRows(
  tx: Tx,
  { importId, origin, read }: { importId: string; origin: string; read: readonly Read[] },
): Promise<Written> {
  const rows = JSON.stringify(read.map(({ line, visit }) => ({ line, ...visit })))
  const [running] = await tx.query<{ rows: number }>({
    name: 'import-lock',
    text: `SELECT rows FROM import WHERE id = $1 AND finished_at IS NULL AND undone_at IS NULL FOR UPDATE`,
    values: [importId],
  })
  if (running === undefined) return { isOver: true, rows: 0, conflicts: [] }
  const [inserted] = await tx.query<{ count: number; rows: number }>({
    name: 'import-rows',
    text: `
      WITH
        fresh AS (
          INSERT INTO imported_visit (
            origin, number, import_id, department_id, location_id, service, booked_via, language, starts_at, booked_at, minutes,
            state, attendance, source
          )
          SELECT $2, number, $1, department_id, location_id, service, booked_via, language, starts_at, booked_at, minutes,
            state, attendance, ${source}
          FROM ${recordset('$3')}
          ORDER BY number, line
          ON CONFLICT (origin, number) DO NOTHING
          RETURNING 1
        ),
        counted AS (SELECT count(*)::int AS count FROM fresh),
        written AS (UPDATE import SET rows = rows + count FROM counted WHERE id = $1 RETURNING rows)
      SELECT count, rows FROM counted, written`,
    values: [importId, origin, rows],
  })
  const { count = 0, rows: total = running.rows } = inserted ?? {}
  if (count === read.length) return { isOver: false, rows: total, conflicts: [] }
  const conflicts = await tx.query<Conflict>({
    name: 'import-conflicts',
    text: `
      SELECT line, ${differing('row', 'visit')} AS columns
      FROM ${recordset('$2')} JOIN imported_visit AS visit ON visit.origin = $1 AND visit.number = row.number
      WHERE ${differing('row', 'visit')} <> '{}'`,
    values: [origin, rows],
  })
  return { isOver: false, rows: total, conflicts }
}

/** Where a dry run remembers what it has seen, until its transaction ends. */
export async function openDryRun(tx: Tx): Promise<void> {
  await tx.query({
    name: 'dry-run-open',
    text: `CREATE TEMPORARY TABLE dry_run (LIKE imported_visit, line integer, UNIQUE (number)) ON COMMIT DROP`,
    values: [],
  })
  await tx.query({ name: 'dry-run-loose', text: `ALTER TABLE dry_run ALTER import_id DROP NOT NULL`, values: [] })
}

/** What writing these rows would come to: how many of them would be new, and which could not be. Nothing is written. */
export async function tryRows(
  tx: Tx,
  { origin, read }: { origin: string; read: readonly Read[] },
): Promise<{ fresh: number; conflicts: Conflict[] }> {
  const rows = JSON.stringify(read.map(({ line, visit }) => ({ line, ...visit })))
  await tx.query({
    name: 'dry-run-rows',
    text: `
      INSERT INTO dry_run (
        line, origin, number, department_id, location_id, service, booked_via, language, starts_at, booked_at, minutes, state,
        attendance
      )
      SELECT line, $1, number, department_id, location_id, service, booked_via, language, starts_at, booked_at, minutes, state,
        attendance
      FROM ${recordset('$2')}
      ORDER BY number, line
      ON CONFLICT (number) DO NOTHING`,
    values: [origin, rows],
  })
  const others = await tx.query<Conflict>({
    name: 'dry-run-others',
    text: `
      SELECT row.line, CASE WHEN visit.number IS NULL THEN ${differing('row', 'seen')} ELSE ${differing('row', 'visit')} END AS columns
      FROM ${recordset('$2')} JOIN dry_run AS seen ON seen.number = row.number
      LEFT JOIN imported_visit AS visit ON visit.origin = $1 AND visit.number = row.number
      WHERE visit.number IS NOT NULL OR seen.line <> row.line`,
    values: [origin, rows],
  })
  return { fresh: read.length - others.length, conflicts: others.filter(({ columns }) => columns.length > 0) }
}

/** A no-show of another tool may have been set by its timer; that somebody came was a click. */
const source = `(CASE attendance
  WHEN 'no_show' THEN 'legacy_timer_or_click' WHEN 'attended' THEN 'clerk' END)::attendance_source`

const columns = {
  department_id: 'text',
  location_id: 'text',
  service: 'text',
  booked_via: 'text',
  language: 'text',
  starts_at: 'timestamptz',
  booked_at: 'timestamptz',
  minutes: 'smallint',
  state: 'appointment_state',
  attendance: 'attendance',
} as const

function recordset(parameter: string): string {
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  return `json_to_recordset(${parameter}::json) AS row (line integer, number text, ${types.join(', ')})`
}

/** The columns that differ. A location that only one side knows is no difference: it may have come to the office since. */
function differing(one: string, other: string): string {
  const cases = Object.keys(columns).map((name) => {
    const is = name === 'location_id' ? '<>' : 'IS DISTINCT FROM'
    return `CASE WHEN ${one}.${name} ${is} ${other}.${name} THEN '${name}' END`
  })
  return `array_remove(ARRAY[${cases.join(', ')}]::text[], NULL)`
}
