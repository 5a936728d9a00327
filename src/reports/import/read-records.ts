import Papa from 'papaparse'
import type { Lines } from './read-lines.ts'

/** A row of a table, with the line that it begins in. `isBroken`: its quotation marks do not close. */
export type Row = { line: number; cells: string[]; isBroken?: true }

/** Nobody writes more lines into one cell: beyond it a quotation mark was forgotten. */
const longestCell = 10

/**
 * The rows of comma-separated values (RFC 4180, any separator), as many at a time as the lines came in. A quotation mark that is
 * not closed costs its own line and no other. Empty rows are left out. `width` is how many cells a row has.
 */
export async function* readRecords(
  pieces: AsyncIterable<Lines>,
  { separator, width }: { separator: string; width: number },
): AsyncGenerator<Row[]> {
  let open: string[] = []
  let line = 1
  for await (const { first, lines } of pieces) {
    if (open.length === 0) line = first
    const rows: Row[] = []
    take(lines, rows)
    yield rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  }
  const rows: Row[] = []
  while (open.length > 0) giveUp(rows)
  yield rows

  /** Lines without a quotation mark go through the parser together: that is ten times faster. */
  function take(lines: readonly string[], rows: Row[]): void {
    let plain: string[] = []
    const flush = () => {
      if (plain.length === 0) return
      for (const cells of parse(plain.join('\n')).data) rows.push({ line: line++, cells })
      plain = []
    }
    for (const text of lines) {
      if (open.length === 0 && !text.includes('"')) {
        plain.push(text)
        continue
      }
      flush()
      open.push(text)
      close(rows)
    }
    flush()
  }

  /** The open lines as one row, if they are one by now. */
  function close(rows: Row[]): void {
    const { data, errors } = parse(open.join('\n'))
    const cells = data.length === 1 ? data[0] : undefined
    const isRow = errors.length === 0 && cells !== undefined && (open.length === 1 || cells.length === width)
    if (isRow) {
      rows.push({ line, cells })
      line += open.length
      open = []
    } else if (open.length >= longestCell || errors.every(({ code }) => code !== 'MissingQuotes')) giveUp(rows)
  }

  /** The first of the open lines is broken; the others may be rows of their own. */
  function giveUp(rows: Row[]): void {
    const [broken = '', ...others] = open
    rows.push({ line, cells: [broken], isBroken: true })
    line++
    open = []
    take(others, rows)
  }

  function parse(text: string) {
    return Papa.parse<string[]>(text, { delimiter: separator, newline: '\n' })
  }
}
