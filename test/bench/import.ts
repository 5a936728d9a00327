import { execFile } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { withDatabase } from '../gates/gate-office.ts'
import type { Bench, Measured } from './bench.ts'

/** IMPORT_ROWS makes the long file shorter where there is no time for it. */
const many = Number(process.env['IMPORT_ROWS'] ?? 1_000_000)
const calendar = new URL('../reports/import/data/terminkalender.csv', import.meta.url)
const run = promisify(execFile)

/** Megabytes; a row takes half a kilobyte. */
const heap = 96

/** Whether a long export costs more per row than a short one, or more memory. Each import is a process on a database of its own. */
export const bench: Bench = {
  name: 'import of an export',
  async run({ url }) {
    const folder = await mkdtemp(join(tmpdir(), 'terminlotse-bench-'))
    try {
      const long = join(folder, 'long.csv')
      await pipeline(Readable.from(copies(many)), createWriteStream(long, 'latin1'))
      const small = await take(url, calendar.pathname)
      const big = await take(url, long)
      return figures(small, big)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

const Taken = z.object({ rows: z.int(), known: z.int(), seconds: z.number(), megabytes: z.number() })
type Taken = z.infer<typeof Taken>

function take(url: string, path: string): Promise<Taken> {
  return withDatabase({ server: { url }, connections: 2 }, async ({ url: own }) => {
    const program = new URL('import-process.ts', import.meta.url).pathname
    // In a heap that a long file does not fit into: what was kept of it would end the process.
    const { stdout } = await run(process.execPath, [`--max-old-space-size=${heap}`, program, own, path])
    return Taken.parse(JSON.parse(stdout))
  })
}

function figures(small: Taken, big: Taken): Measured {
  const perRow = ({ seconds, rows }: Taken) => (seconds / rows) * 1_000_000
  const of = (show: (taken: Taken) => string) => `${show(small)} and ${show(big)}`
  return {
    rows: of(({ rows }) => rows.toLocaleString('en')),
    seconds: of(({ seconds }) => seconds.toFixed(2)),
    'per row, µs': of((taken) => perRow(taken).toFixed(0)),
    'cost per row, ratio (at most 1.3)': (perRow(big) / perRow(small)).toFixed(2),
    [`peak memory of the process with a heap of ${heap} MB, MB`]: of(({ megabytes }) => megabytes.toFixed(0)),
  }
}

/** The calendar tool's rows over and over, each time under numbers of their own. */
function* copies(rows: number): Generator<string> {
  const [title = '', ...lines] = readFileSync(calendar, 'latin1').trimEnd().split('\r\n')
  yield `${title}\r\n`
  for (let written = 0; written < rows;) {
    const some = lines.slice(0, rows - written)
    const round = Math.floor(written / lines.length)
    yield some.map((line) => `${round}-${line}\r\n`).join('')
    written += some.length
  }
}
