import { desk } from './data-sheet/desk.ts'
import type { Entry, Sheet } from './data-sheet/entry.ts'
import { nobody } from './data-sheet/nobody.ts'
import { talks } from './data-sheet/talks.ts'
import { visits } from './data-sheet/visits.ts'
import { waiting } from './data-sheet/waiting.ts'

/** Every table and column of the database: what it is for, on which basis, how long, who sees it, and how it lies there. */
export const dataSheet: Sheet = { ...visits, ...talks, ...waiting, ...desk, ...nobody }

/** A column twice on the sheet is twice here. */
export function columnsOf(entry: Entry): string[] {
  return (entry.aboutPersons ? entry.fields : [entry]).flatMap(({ columns }) => columns.split(/\s+/))
}
