import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import type { Server } from '../database/template.ts'
import { gate as broadcast } from './broadcast.ts'
import { gate as calendar } from './calendar.ts'
import { gate as calls } from './calls.ts'
import { gate as cutTelegram } from './cut-telegram.ts'
import { gate as doors } from './doors.ts'
import { gate as doorsOfChat } from './doors-chat.ts'
import { gate as fairness } from './fairness.ts'
import type { Form, Gate } from './gate.ts'
import { gate as hostile } from './hostile.ts'
import { gate as hostileTelegram } from './hostile-telegram.ts'
import { gate as hotSlot } from './hot-slot.ts'
import { gate as kill } from './kill.ts'
import { gate as killedTelegram } from './killed-telegram.ts'
import { gate as onePerson } from './one-person.ts'
import { gate as output } from './output.ts'
import { gate as repeated } from './repeated.ts'
import { gate as repeatedTelegram } from './repeated-telegram.ts'
import { gate as seats } from './seats.ts'
import { gate as storm } from './storm.ts'

/**
 * `npm run gates`: each gate and its mutant in turn. Ends with 1 when a gate does not hold or a mutant was not caught. What
 * was found in full form is kept in results.json, one entry for each gate and database, and shown in RESULTS.md.
 */
const gates: readonly Gate[] = [
  seats,
  hotSlot,
  onePerson,
  storm,
  kill,
  killedTelegram,
  cutTelegram,
  repeated,
  repeatedTelegram,
  broadcast,
  calendar,
  hostile,
  hostileTelegram,
  doors,
  doorsOfChat,
  output,
  fairness,
  calls,
]

const { values } = parseArgs({
  options: {
    /** Numbers and names, separated by commas. */
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    /** Gates that run anywhere run on this PostgreSQL server too. */
    url: { type: 'string', default: process.env['TEST_DATABASE_URL'] ?? '' },
  },
})
const form: Form = values.short ? 'short' : 'full'
const only = values.only?.split(',')
const chosen = gates.filter(
  ({ number, name }) => only === undefined || only.includes(String(number)) || only.includes(name),
)

const Figures = z.record(z.string(), z.union([z.string(), z.number()]))
const Outcome = z.object({ passed: z.boolean(), figures: Figures })
const Row = z.object({
  number: z.int(),
  name: z.string(),
  server: z.string(),
  day: z.iso.date(),
  seconds: z.int(),
  outcome: Outcome,
  mutant: Outcome,
})
type Row = z.infer<typeof Row>

const kept = new URL('results.json', import.meta.url)
const found: Row[] = []
for (const gate of chosen) {
  await keep(await prove(gate, { server: 'built-in' }))
  if (gate.runsAnywhere && values.url !== '') {
    const on = { url: values.url, prefix: 'terminlotse_gate' }
    await keep(await prove(gate, { server: await nameOf(on.url), on }))
  }
}
console.log(table(found))
process.exitCode = found.every(isProven) ? 0 : 1

async function prove(gate: Gate, { server, on }: { server: string; on?: Server }): Promise<Row> {
  const started = performance.now()
  console.error(`Gate ${gate.number}, ${gate.name}, on ${server} …`)
  const outcome = await gate.run(form, on)
  const seconds = Math.round((performance.now() - started) / 1000)
  const mutant = await gate.mutant(form, on)
  const { number, name } = gate
  return Row.parse({ number, name, server, day: new Date().toISOString().slice(0, 10), seconds, outcome, mutant })
}

async function keep(row: Row): Promise<void> {
  found.push(row)
  if (form === 'short') return
  const others = z
    .array(Row)
    .parse(JSON.parse(await readFile(kept, 'utf8').catch(() => '[]')))
    .filter(({ name, server }) => name !== row.name || server !== row.server)
  const all = [...others, row].toSorted((one, other) => one.number - other.number || one.name.localeCompare(other.name))
  await writeFile(kept, `${JSON.stringify(all, null, 2)}\n`)
  await writeFile(new URL('RESULTS.md', import.meta.url), `# Gates, full form\n\n${table(all)}`)
}

function isProven({ outcome, mutant }: Row): boolean {
  return outcome.passed && !mutant.passed
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ number, name, server, day, seconds, outcome, mutant }) => [
    number,
    name,
    server,
    outcome.passed ? 'passed' : '**failed**',
    listed(outcome.figures),
    mutant.passed ? '**not caught**' : `caught: ${listed(difference(outcome, mutant))}`,
    seconds,
    day,
  ])
  return [
    '| # | gate | database | | counted | mutant | s | on |',
    '| --: | --- | --- | --- | --- | --- | --: | --- |',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n')
}

type Outcome = z.infer<typeof Outcome>

function listed(figures: Outcome['figures']): string {
  return Object.entries(figures)
    .map(([what, count]) => `${what}: ${count}`)
    .join(' · ')
}

/** What the mutant counted otherwise. */
function difference(outcome: Outcome, mutant: Outcome): Outcome['figures'] {
  return Object.fromEntries(Object.entries(mutant.figures).filter(([what, count]) => outcome.figures[what] !== count))
}

async function nameOf(url: string): Promise<string> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows: versions } = await client.query<{ server_version: string }>('SHOW server_version')
  await client.end()
  return `PostgreSQL ${versions[0]?.server_version.split(' ')[0]}`
}
