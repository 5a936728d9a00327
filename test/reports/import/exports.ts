import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Database } from '#database.ts'
import { loadDeskTexts } from '#desk-texts.ts'
import { type BadRow, importFile, type Wish } from '#reports/import/import-file.ts'
import { knownTools } from '#reports/import/known-tools.ts'
import type { Source } from '#reports/import/open-export.ts'
import { sayReason } from '#reports/import/say-row.ts'

/** What the calendar tool writes above its rows. */
export const title =
  'Vorgangsnummer;Fachbereich;Anliegen;Standort;Datum;Uhrzeit;Dauer (Min.);Gebucht am;Buchungsweg;Sprache;Status'

/** A row of the calendar tool's. */
export function row(number: string, wish: Partial<Record<keyof typeof usual, string>> = {}): string {
  return [number, ...Object.values({ ...usual, ...wish })].join(';')
}

const usual = {
  department: 'Asylrecht',
  service: 'Aushändigung Reiseausweis',
  location: 'Neuss',
  date: '16.10.2023',
  time: '08:00',
  minutes: '20',
  booked: '29.09.2023 19:55',
  via: 'Web',
  language: 'ar',
  status: 'Erschienen',
}

export function table(...rows: string[]): string {
  return [title, ...rows, ''].join('\r\n')
}

/** One of the two exports that the product was made for. */
export function exported(name: 'terminkalender' | 'ukraine-termintool'): Source {
  return source(readFileSync(new URL(`data/${name}.csv`, import.meta.url)), `${name}.csv`)
}

/** Comes in pieces of `pieceBytes`, as a disk or a network gives them. */
export function source(content: string | Buffer, name = 'export.csv', pieceBytes = 65_536): Source {
  const bytes = Buffer.from(content)
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
  }
}

/** After all of the examples, before the product's own time. */
export const now = new Date('2024-06-03T08:00:00Z')

const texts = loadDeskTexts()

/** What became of a file, with each bad row as a clerk reads it. */
export async function give(database: Database, given: Source | string, wish: Partial<Wish> = {}) {
  const bad: (BadRow & { says: string })[] = []
  const result = await importFile(database, {
    source: typeof given === 'string' ? source(given) : given,
    mappings: knownTools,
    isDryRun: false,
    id: randomUUID(),
    now,
    ...wish,
    heard: {
      ...wish.heard,
      bad: (rows) => void bad.push(...rows.map((each) => ({ ...each, says: sayReason(texts, 'en', each) }))),
    },
  })
  return { ...result, badRows: bad }
}
