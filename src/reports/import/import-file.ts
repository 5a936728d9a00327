import { loadOffice } from '#appointments/office.ts'
import type { Database, Tx } from '#database.ts'
import { type Conflict, openDryRun, type Read, tryRows, writeRows } from './import-rows.ts'
import type { Field, Mapping } from './mapping.ts'
import { type Export, openExport, type Refused, type Source } from './open-export.ts'
import type { Row } from './read-records.ts'
import { type Fault, visitReader } from './read-visit.ts'
import { addTo, type Tally } from './tally.ts'

/** A row that was not read: where, why, and as it stood. */
export type BadRow = Omit<Fault, 'field'> & { line: number; column: string; cells: readonly string[] }

/** Rows per transaction: few enough that nobody waits for one, enough that the round trips are not what it takes. */
const batchRows = 2000

/** Told on the way. `bad` is awaited, so that whoever writes the rows down is never behind. */
export type Heard = {
  opened?(about: Pick<Export, 'header' | 'separator' | 'mapping' | 'name' | 'columns'>): Promise<void> | void
  /** Rows as they stand in the file, good or bad. */
  rows?(rows: readonly Row[]): void
  bad?(rows: readonly BadRow[]): Promise<void> | void
  progress?(done: { bytes: number; rows: number }): void
}

export type Wish = {
  source: Source
  /** Those that the file may belong to, by name. */
  mappings: Readonly<Record<string, Mapping>>
  /** As which the file is read, whatever it looks like. */
  encoding?: string | undefined
  isDryRun: boolean
  id: string
  by?: string | undefined
  now: Date
  heard?: Heard
}

/**
 * What came of it. `fresh` rows are new, `known` were there before, `bad` could not be read; `tally` counts the first two by
 * department. `isUndone`: somebody undid it while it ran.
 */
export type Imported = {
  outcome: 'read'
  id: string
  tool: string
  origin: string
  encoding: string
  separator: string
  unread: string[]
  unknownLocations: string[]
  fresh: number
  known: number
  bad: number
  isUndone: boolean
  tally: Tally
}

/**
 * Reads an export into `imported_visit`, or, as a dry run, says what would come of it. It takes the memory of one batch however
 * long the file is. A batch is a transaction: what is cut off half-way goes on when the same file is given again.
 */
export async function importFile(
  database: Pick<Database, 'transaction' | 'query' | 'prisma'>,
  wish: Wish,
): Promise<Imported | Refused> {
  if (!wish.isDryRun) return run(database, wish, writer(database, wish))
  return database.transaction(async (tx) => {
    await openDryRun(tx)
    return run(database, wish, dryRunner(tx))
  })
}

/** Where the rows go: into the table, or only through the same questions. */
type Target = {
  begin(file: Export): Promise<void>
  take(read: readonly Read[]): Promise<{ fresh: number; conflicts: Conflict[]; isOver: boolean }>
  end(file: Export, sums: { good: number; bad: number }): Promise<void>
}

async function run(
  database: Pick<Database, 'prisma'>,
  { source, mappings, encoding, now, id, heard }: Wish,
  target: Target,
): Promise<Imported | Refused> {
  const file = await openExport(source, mappings, encoding)
  if (file.outcome === 'refused') return file
  try {
    const { header, places, mapping } = file
    const reader = visitReader({ mapping, places, header, office: await loadOffice(database.prisma), now })
    const tally: Tally = {}
    const sums = { good: 0, bad: 0, fresh: 0 }
    let isUndone = false
    await heard?.opened?.(file)
    for await (const rows of batches(file.rows)) {
      if (sums.good + sums.bad === 0) await target.begin(file)
      heard?.rows?.(rows)
      const { read, bad } = readAll(rows)
      const { fresh, conflicts, isOver } = await target.take(read)
      if (isOver) {
        isUndone = true
        break
      }
      bad.push(...conflicts.map((conflict) => blameConflict(conflict, rows)))
      const refused = new Set(conflicts.map(({ line }) => line))
      for (const { line, visit } of read) if (!refused.has(line)) addTo(tally, visit)
      sums.good += read.length - conflicts.length
      sums.bad += bad.length
      sums.fresh += fresh
      if (bad.length > 0) await heard?.bad?.(bad.toSorted((one, other) => one.line - other.line))
      heard?.progress?.({ bytes: file.read(), rows: sums.good + sums.bad })
    }
    if (!isUndone && sums.good + sums.bad === 0) return { outcome: 'refused', reason: 'no-rows', facts: {} }
    if (!isUndone) await target.end(file, sums)
    return {
      outcome: 'read',
      id,
      tool: file.name,
      origin: mapping.origin,
      encoding: file.encoding(),
      separator: file.separator,
      unread: file.unread,
      unknownLocations: [...reader.unknownLocations],
      fresh: sums.fresh,
      known: sums.good - sums.fresh,
      bad: sums.bad,
      isUndone,
      tally,
    }

    function readAll(rows: readonly Row[]): { read: Read[]; bad: BadRow[] } {
      const read: Read[] = []
      const bad: BadRow[] = []
      for (const row of rows) {
        const result = reader.read(row)
        if ('visit' in result) read.push({ line: row.line, visit: result.visit })
        else bad.push(badRow(row, result.fault))
      }
      return { read, bad }
    }

    function badRow({ line, cells }: Row, { field, ...why }: Fault): BadRow {
      return { line, column: titleOf(field), ...why, cells }
    }

    function blameConflict({ line, columns }: Conflict, rows: readonly Row[]): BadRow {
      const row = rows.find((each) => each.line === line)
      const titles = columns.map((column) => titleOf(fieldOf(column)))
      return {
        line,
        column: titles[0] ?? '',
        reason: 'other-content',
        facts: { number: row?.cells[places.number ?? 0] ?? '', columns: titles.join(', ') },
        cells: row?.cells ?? [],
      }
    }

    function titleOf(field: Field | undefined): string {
      return field === undefined ? '' : (header[places[field] ?? -1] ?? '')
    }

    function fieldOf(column: string): Field {
      if (column === 'starts_at') return places.start === undefined ? 'date' : 'start'
      return ours[column] ?? 'number'
    }
  } finally {
    await file.close()
  }
}

/** Which field of an export a column of ours is from. */
const ours: Readonly<Record<string, Field>> = {
  department_id: 'department',
  location_id: 'location',
  service: 'service',
  booked_via: 'bookedVia',
  language: 'language',
  booked_at: 'bookedAt',
  minutes: 'minutes',
  state: 'status',
  attendance: 'status',
}

async function* batches(pieces: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  for await (const rows of pieces) {
    batch.push(...rows)
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function dryRunner(tx: Tx): Target {
  let origin = ''
  return {
    async begin({ mapping }) {
      origin = mapping.origin
    },
    take: async (read) => ({ ...(await tryRows(tx, { origin, read })), isOver: false }),
    async end() {},
  }
}

function writer(database: Pick<Database, 'transaction' | 'query'>, { id, source, by, now }: Wish): Target {
  let origin = ''
  let total = 0
  return {
    async begin({ mapping }) {
      origin = mapping.origin
      await database.query({
        name: 'import-begin',
        text: `INSERT INTO import (id, file_name, origin, at, staff_id) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        values: [id, source.name, origin, now, by ?? null],
      })
    },
    async take(read) {
      const { rows, ...written } = await database.transaction((tx) => writeRows(tx, { importId: id, origin, read }))
      const fresh = rows - total
      total = rows
      return { ...written, fresh }
    },
    async end(file, { good, bad }) {
      await database.query({
        name: 'import-end',
        text: `UPDATE import SET known = $2 - rows, bad = $3, sha256 = $4, finished_at = $5
               WHERE id = $1 AND finished_at IS NULL AND undone_at IS NULL`,
        values: [id, good, bad, file.sha256(), now],
      })
    },
  }
}
