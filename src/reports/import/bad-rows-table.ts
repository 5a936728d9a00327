import Papa from 'papaparse'
import type { BadRow } from './import-file.ts'

type Titles = { line: string; column: string; reason: string }
type Table = { titles: Titles; header: readonly string[]; separator: string }

/**
 * The rows that were not read as CSV (RFC 4180; UTF-8 with its mark, so that spreadsheets see it): line, column and reason, then
 * the cells as they stood. Corrected it can be given again: the three columns in front are not read. No cell is a formula.
 */
export function badRowsTable({ titles, header, separator }: Table) {
  const asText = (rows: readonly (readonly string[])[]) =>
    `${Papa.unparse(
      rows.map((row) => [...row]),
      { delimiter: separator, newline: '\r\n', escapeFormulae: formula },
    )}\r\n`
  return {
    head: `\uFEFF${asText([[titles.line, titles.column, titles.reason, ...header]])}`,
    rows: (bad: readonly BadRow[], reasonOf: (row: BadRow) => string) =>
      bad.length === 0 ? '' : asText(bad.map((row) => [String(row.line), row.column, reasonOf(row), ...row.cells])),
  }
}

/** Papa's own misses a formula in a cell of several lines. */
const formula = /^[=+\-@\t\r]/
