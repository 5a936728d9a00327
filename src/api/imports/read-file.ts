import type { z } from 'zod'
import type { DeskLanguage } from '#desk-texts.ts'
import { type Heard, importFile } from '#reports/import/import-file.ts'
import { Mapping } from '#reports/import/mapping.ts'
import { loadMappings, mappingNamed } from '#reports/import/mappings.ts'
import type { Column, Source } from '#reports/import/open-export.ts'
import { sayReason, sayRefused } from '#reports/import/say-row.ts'
import type { Desk } from '../desk.ts'
import { refuse } from '../problem.ts'
import type { FileShape } from './import-shape.ts'
import { uploadRefusals } from './uploaded.ts'

/** Why a file is not read; `unknown-mapping`: there is none of this name. */
export const fileRefusals = { ...uploadRefusals, 'import-refused': 422, 'unknown-mapping': 422 } as const

/** How much of a file the page is shown. */
const shown = { bad: 200, rows: 5 }

type Wish = {
  desk: Desk
  source: Source
  mapping: string | undefined
  language: DeskLanguage
  id: string
  isDryRun: boolean
  by?: string
  now: Date
  heard?: Pick<Heard, 'opened' | 'bad'>
}

/** A file as the desk shows it, imported or only tried. */
export async function readFile({ desk, mapping: wanted, language, heard, ...wish }: Wish) {
  const known = await loadMappings(desk.database.prisma)
  const chosen = wanted === undefined ? undefined : mappingNamed(known, wanted)
  if (wanted !== undefined && chosen === undefined) return refuse('unknown-mapping', { field: 'mapping' })
  const badRows: { line: number; column: string; reason: string }[] = []
  const firstRows: string[][] = []
  let about: { mapping: Mapping; columns: Column[] } | undefined
  const result = await importFile(desk.database, {
    ...wish,
    mappings: wanted !== undefined && chosen ? { [wanted]: chosen } : known,
    heard: {
      async opened(file) {
        about = file
        // Again after a lost connection: then everything is told again.
        badRows.length = 0
        firstRows.length = 0
        await heard?.opened?.(file)
      },
      rows(rows) {
        firstRows.push(...rows.slice(0, shown.rows - firstRows.length).map(({ cells }) => cells))
      },
      async bad(rows) {
        for (const row of rows.slice(0, shown.bad - badRows.length))
          badRows.push({ line: row.line, column: row.column, reason: sayReason(desk.texts, language, row) })
        await heard?.bad?.(rows)
      },
    },
  })
  if (result.outcome === 'refused') {
    const message = sayRefused(desk.texts, language, result)
    if (result.columns === undefined) return refuse('import-refused', { facts: { reason: message } })
    const { columns } = result
    return { status: 200 as const, body: { outcome: 'unknown', message, columns } satisfies z.input<typeof FileShape> }
  }
  const { tally, origin: _, ...summary } = result
  const body = {
    ...summary,
    departments: tally,
    mapping: Mapping.parse(about?.mapping),
    columns: about?.columns ?? [],
    badRows,
    firstRows,
  } satisfies z.input<typeof FileShape>
  return { status: 200 as const, body }
}
