import { createHash } from 'node:crypto'
import Papa from 'papaparse'
import type { Mapping } from './mapping.ts'
import { decode } from './decode.ts'
import { cellText } from './fold.ts'
import { type Lines, readLines } from './read-lines.ts'
import { readRecords, type Row } from './read-records.ts'
import { type Recognised, recognise } from './recognise.ts'

/** A file that can be read more than once. `size` in bytes. */
export type Source = { name: string; size: number; open(): AsyncIterable<Buffer> }

/** A column of a file, with some of what stands in it. */
export type Column = { name: string; values: string[] }

/** `rows` comes piece by piece; `read` says how many bytes of it have been, `sha256` is theirs once all have been. */
export type Export = Recognised & {
  outcome: 'recognised'
  columns: Column[]
  encoding: () => string
  read: () => number
  sha256: () => Buffer
  rows: AsyncGenerator<Row[]>
  close(): Promise<void>
}

/** Why a file is not read at all: its sentence is `import.refused.<reason>`. */
export type Refused = {
  outcome: 'refused'
  reason: RefusedFor
  facts: Readonly<Record<string, string>>
  /** Of a file that may yet be read, once somebody says what its columns are. */
  columns?: Column[]
}
export type RefusedFor = 'empty' | 'not-text' | 'workbook' | 'columns' | 'several' | 'twice' | 'no-rows'

/** Opens an export whose tool is recognised by its columns. Whoever opened it closes it. */
export async function openExport(
  source: Source,
  mappings: Readonly<Record<string, Mapping>>,
  wanted?: string,
): Promise<Export | Refused> {
  const hash = createHash('sha256')
  let read = 0
  let encoding = 'UTF-8'
  const [only] = Object.values(mappings)
  const told = wanted ?? (Object.keys(mappings).length === 1 ? only?.encoding : undefined)
  const text = decode(counted(source.open()), { encoding: told, found: (name) => (encoding = name) })
  const lines = readLines(text)
  const head = await readHead(lines)
  const close = async () => void (await lines.return(undefined))
  const judged = judge(head, mappings)
  if (judged.outcome === 'refused') {
    await close()
    return judged
  }
  const { separator, header } = judged
  const columns = sample(head, judged)
  const rows = readRecords(after(head, lines), { separator, width: header.length })
  return {
    ...judged,
    columns,
    encoding: () => encoding,
    read: () => read,
    sha256: () => hash.copy().digest(),
    rows,
    close,
  }

  async function* counted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      hash.update(chunk)
      read += chunk.length
      yield chunk
    }
  }
}

/** The first lines of a file; `title` is the index of the header among them. */
type Head = { lines: string[]; title: number }

async function readHead(pieces: AsyncGenerator<Lines>): Promise<Head> {
  const lines: string[] = []
  while (lines.length < 20) {
    const { value, done } = await pieces.next()
    if (done === true) break
    lines.push(...value.lines)
  }
  const isTitle = (line: string) => line.trim() !== '' && !/^sep=.$/i.test(line)
  return { lines, title: lines.findIndex(isTitle) }
}

async function* after({ lines, title }: Head, pieces: AsyncIterable<Lines>): AsyncGenerator<Lines> {
  yield { first: title + 2, lines: lines.slice(title + 1) }
  yield* pieces
}

function judge(
  { lines, title }: Head,
  mappings: Readonly<Record<string, Mapping>>,
): Refused | (Recognised & { outcome: 'recognised' }) {
  const refuse = (reason: RefusedFor, facts: Refused['facts'] = {}) => ({ outcome: 'refused' as const, reason, facts })
  const [first = ''] = lines
  if (title < 0) return refuse('empty')
  if (first.startsWith('PK') && first.includes('\0')) return refuse('workbook')
  const recognised = recognise(lines.slice(title), mappings)
  switch (recognised.outcome) {
    case 'recognised':
      return recognised
    case 'unknown': {
      if (first.startsWith('%PDF') || lines.some((line) => line.includes('\0'))) return refuse('not-text')
      const { header, nearest, missing } = recognised
      const facts = {
        columns: header.join(', ').slice(0, 300),
        nearest,
        missing: missing.join(', '),
        line: String(title + 1),
      }
      return { ...refuse('columns', facts), columns: sample({ lines, title }, recognised) }
    }
    case 'twice':
      return refuse('twice', { column: recognised.column, line: String(title + 1) })
    case 'several':
      return refuse('several', { names: recognised.names.join(', ') })
  }
}

/** What stands in each column of the first rows: at most 30 different texts. */
function sample(
  { lines, title }: Head,
  { separator, header }: { separator: string; header: readonly string[] },
): Column[] {
  const text = lines.slice(title + 1, title + 1000).join('\n')
  const { data } = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n', skipEmptyLines: 'greedy' })
  return header.map((name, index) => {
    const values = new Set(
      data.map((cells) => cellText(cells[index] ?? '').slice(0, 100)).filter((value) => value !== ''),
    )
    return { name, values: [...values].slice(0, 30) }
  })
}
