import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { z } from 'zod'
import { localDay } from '#appointments/local-time.ts'
import { openStore } from '#database/open-store.ts'
import type { Database } from '#database.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { Refusal } from '#refusal.ts'
import { type Imported, importFile } from '#reports/import/import-file.ts'
import { listImports } from '#reports/import/list-imports.ts'
import { Mapping } from '#reports/import/mapping.ts'
import { loadMappings, mappingNamed, saveMapping } from '#reports/import/mappings.ts'
import type { Refused } from '#reports/import/open-export.ts'
import { sayReason, sayRefused } from '#reports/import/say-row.ts'
import { undoImport } from '#reports/import/undo-import.ts'
import { audit } from '#staff/audit.ts'
import { type Answer, type Call, defineCommand } from './command.ts'
import { openBadRows } from './import/bad-rows-file.ts'
import { readMappingFile } from './import/mapping-file.ts'
import { openFile } from './import/open-file.ts'
import { progressLine } from './import/progress-line.ts'

const Values = z.object({
  file: z.string().optional(),
  'dry-run': z.boolean().default(false),
  mapping: z.string().optional(),
  encoding: z.string().optional(),
  'bad-rows': z.string().optional(),
  'save-mapping': z.string().trim().min(1).max(60).optional(),
  'print-mapping': z.string().optional(),
  undo: z.uuid('must be the id that the import printed').optional(),
  list: z.boolean().default(false),
})
type Values = z.infer<typeof Values>

/** How many bad rows are shown; the file has them all. */
const shown = 20

export const importExport = defineCommand({
  words: 'import',
  usage: 'import FILE [--dry-run] [--mapping NAME|FILE] | --list | --undo ID',
  about: 'reads the export of another appointment tool (CSV), for the report alone; --dry-run previews',
  argument: 'file',
  options: {
    'dry-run': { type: 'boolean' },
    mapping: { type: 'string' },
    encoding: { type: 'string' },
    'bad-rows': { type: 'string' },
    'save-mapping': { type: 'string' },
    'print-mapping': { type: 'string' },
    undo: { type: 'string' },
    list: { type: 'boolean' },
  },
  values: Values,
  async run(call) {
    const { file, undo, list, 'save-mapping': name, 'print-mapping': printed, mapping } = call.values
    const asked = [file, undo, name, printed, list || undefined].filter((each) => each !== undefined)
    if (asked.length !== 1)
      throw new Refusal('Usage: terminlotse import FILE, or one of --list, --undo ID, --save-mapping NAME', { code: 2 })
    if (name !== undefined && mapping === undefined)
      throw new Refusal('--save-mapping needs --mapping FILE: the file to save under this name', { code: 2 })
    const { database, close } = await openStore({ config: call.config, purpose: 'command', say: call.say })
    try {
      if (undo !== undefined) return await undoOne(database, undo)
      if (name !== undefined && mapping !== undefined) return await saveOne(database, name, mapping)
      if (printed !== undefined) return await printOne(database, printed)
      if (file !== undefined) return await importOne(database, file, call)
      return await listAll(database)
    } finally {
      await close()
    }
  },
})

async function importOne(database: Database, path: string, { values, say }: Call<Values>): Promise<Answer> {
  const { 'dry-run': isDryRun, mapping, encoding, 'bad-rows': wanted } = values
  const texts = loadDeskTexts()
  const source = await openFile(path, encoding)
  const mappings = await choose(database, mapping)
  const id = randomUUID()
  const table = openBadRows({ beside: path, wanted, texts })
  const first: { line: number; column: string; reason: string }[] = []
  const progress = progressLine(source.size)
  const result = await importFile(database, {
    source,
    mappings,
    encoding,
    isDryRun,
    id,
    now: new Date(),
    heard: {
      async opened(about) {
        first.length = 0
        await table.begin(about)
      },
      async bad(rows) {
        for (const row of rows.slice(0, shown - first.length))
          first.push({ line: row.line, column: row.column, reason: sayReason(texts, 'en', row) })
        await table.write(rows)
      },
      progress: progress.show,
    },
  }).finally(async () => {
    progress.end()
    await table.close()
  })
  if (result.outcome === 'refused') return refusedFile(path, result, sayRefused(texts, 'en', result))
  if (!isDryRun) {
    const { fresh, known, bad } = result
    await database.transaction((tx) =>
      audit(tx, { by: undefined, deed: 'import-file', subject: id, facts: { rows: fresh, known, bad } }),
    )
  }
  const file = table.path() ?? null
  for (const { line, column, reason } of first) say(`Line ${line}${column === '' ? '' : `, ${column}`}: ${reason}`)
  if (result.bad > first.length) say(`… and ${result.bad - first.length} more.`)
  if (file !== null) say(`The ${result.bad} bad rows are in ${file}: correct them there and import that file.`)
  return {
    isOk: result.fresh + result.known > 0,
    lines: describe(result, isDryRun),
    data: { ...result, isDryRun, badRows: first, badRowsFile: file },
  }
}

async function choose(database: Database, wanted: string | undefined): Promise<Record<string, Mapping>> {
  const known = await loadMappings(database.prisma)
  if (wanted === undefined) return known
  const saved = mappingNamed(known, wanted)
  return saved === undefined
    ? { [basename(wanted)]: await readMappingFile(wanted, Object.keys(known)) }
    : { [wanted]: saved }
}

function refusedFile(path: string, { reason, facts }: Refused, message: string): Answer {
  const { name, line } = { name: basename(path), line: Number(facts['line'] ?? 1) }
  return { isOk: false, lines: [`${name}: ${message}`], data: { outcome: 'refused', reason, facts, line, message } }
}

function describe(
  { tool, encoding, separator, fresh, known, bad, tally, unread, unknownLocations, isUndone, id }: Imported,
  isDryRun: boolean,
): string[] {
  const count = (number: number) => number.toLocaleString('en')
  const departments = Object.entries(tally).map(([department, { visits, noShow, first, last }]) => {
    return `  ${department}: ${count(visits)} appointments, ${count(noShow)} recorded as no-show, ${localDay(new Date(first))} to ${localDay(new Date(last))}`
  })
  return [
    `Recognised as ${tool} (${encoding}, separated by ${separator === '\t' ? 'tabs' : separator}).`,
    ...departments,
    `${isDryRun ? 'To import' : 'Imported'}: ${count(fresh)}. There before: ${count(known)}. Bad: ${count(bad)}.`,
    ...(unread.length > 0 ? [`Not read: ${unread.join(', ')}`] : []),
    ...(unknownLocations.length > 0
      ? [`No location of this office, counted without: ${unknownLocations.join(', ')}`]
      : []),
    ...(isUndone ? ['It was undone meanwhile.'] : []),
    ...(isDryRun ? ['Nothing was imported: this was a dry run.'] : []),
    ...(!isDryRun && fresh > 0 ? [`To undo it: terminlotse import --undo ${id}`] : []),
  ]
}

async function undoOne(database: Database, id: string): Promise<Answer> {
  const undone = await undoImport(database, { id, now: new Date() })
  switch (undone.outcome) {
    case 'undone': {
      const facts = { rows: undone.rows }
      await database.transaction((tx) => audit(tx, { by: undefined, deed: 'undo-import', subject: id, facts }))
      return { isOk: true, lines: [`Undone: ${undone.rows} rows are out again.`], data: undone }
    }
    case 'unknown':
      return { isOk: false, lines: [`There is no import ${id}: see "import --list".`], data: undone }
    case 'undone-before':
      return { isOk: false, lines: ['This import was undone before.'], data: undone }
  }
}

async function saveOne(database: Database, name: string, path: string): Promise<Answer> {
  const mapping = await readMappingFile(path)
  await database.transaction(async (tx) => {
    await saveMapping(tx, { name, mapping, now: new Date() })
    await audit(tx, { by: undefined, deed: 'save-import-mapping', subject: name })
  })
  return { isOk: true, lines: [`The mapping is saved as "${name}".`], data: { name, mapping } }
}

async function printOne(database: Database, name: string): Promise<Answer> {
  const mappings = await loadMappings(database.prisma)
  const mapping = mappingNamed(mappings, name)
  if (mapping === undefined)
    throw new Refusal(`There is no mapping "${name}"; there are: ${Object.keys(mappings).join(', ')}`)
  return { isOk: true, lines: [JSON.stringify(mapping, null, 2)], data: mapping }
}

async function listAll(database: Database): Promise<Answer> {
  const imports = await listImports(database)
  const lines = imports.map(({ id, at, fileName, rows, bad, finishedAt, undoneAt }) => {
    const state = undoneAt ? 'undone' : finishedAt ? `${rows} rows, ${bad} bad` : `${rows} rows, not finished`
    return `${id}  ${at.toISOString().slice(0, 16)}  ${fileName}  ${state}`
  })
  return { isOk: true, lines: lines.length === 0 ? ['Nothing was imported yet.'] : lines, data: { imports } }
}
