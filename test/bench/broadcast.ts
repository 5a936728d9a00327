import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { approveBroadcast } from '#notices/broadcast/approve.ts'
import { createBroadcast } from '#notices/broadcast/create.ts'
import { reportBroadcast } from '#notices/broadcast/report.ts'
import { startBroadcast } from '#notices/broadcast/start.ts'
import { builtIn } from '#notices/broadcast/template.ts'
import { loadTexts } from '#texts.ts'
import { freshOffice } from '../database/fresh-database.ts'
import { makeTemplate, type Server, sweep } from '../database/template.ts'
import { startFakeBotApi } from '../telegram/fake-bot-api.ts'
import { telegramCeilings } from '../telegram/rates.ts'
import type { Bench, Measured } from './bench.ts'

/** People without a ceiling, and with Telegram's; PEOPLE makes the first one smaller. */
const people = { all: Number(process.env['PEOPLE'] ?? 100_000), limited: 1500 }
const languages = ['uk', 'de', 'ar', 'tr', 'ru', 'en', 'fr']

/** A broadcast from its start to the last message that arrived, over real HTTP, by a process of its own whose memory is watched. */
export const bench: Bench = {
  name: 'broadcast',
  async run({ url }) {
    const server = { url, prefix: `terminlotse_test_${Math.floor(Date.now() / 1000)}_broadcast` }
    await makeTemplate(server, 'migrated')
    const free = await announce({ server, count: people.all, way: 'unhurried' })
    const limited = await announce({ server, count: Math.min(people.limited, people.all), way: 'sound' })
    await sweep(url, server.prefix)
    return {
      people: people.all,
      'frozen in, s': free.frozen.toFixed(2),
      'rows per second without a ceiling': free.rate.toFixed(0),
      'peak of the process, MB': free.peak.toFixed(0),
      'after a tenth, MB': free.early.toFixed(0),
      'arrived more than once': free.doubled + limited.doubled,
      unknown: free.unknown + limited.unknown,
      'messages per second under Telegram’s ceiling (at least 29)': limited.rate.toFixed(2),
      'busiest second (at most 30)': limited.busiest,
    } satisfies Measured
  },
}

type Wish = { server: Server; count: number; way: 'sound' | 'unhurried' }

async function announce({ server, count, way }: Wish) {
  const database = await freshOffice({ server })
  const fake = await startFakeBotApi(way === 'sound' ? { ceilings: telegramCeilings } : {})
  const morning = instantOf({ day: addDays(localDay(new Date()), 1), time: '08:30' }) ?? new Date()
  const ahead = morning.getTime() - Date.now()
  const now = () => new Date(Date.now() + ahead)
  try {
    const first = 7_000_000_000
    for (let person = 0; person < count; person++) fake.chatOf(first + person)
    await database.query({
      name: 'bench-people',
      text: `INSERT INTO conversation (id, channel, address, language)
             SELECT 'bench-' || n, 'telegram', ($1::int8 + n)::text, ($3::text[])[1 + n % 7] FROM generate_series(0, $2::int - 1) AS n`,
      values: [first, count, languages],
    })
    await database.query({
      name: 'bench-places',
      text: `UPDATE slot SET capacity = 30000 WHERE id IN (
               SELECT id FROM slot WHERE department_id = 'ukraine' ORDER BY starts_at OFFSET 200 LIMIT 4
             )`,
      values: [],
    })
    const office = await loadOffice(database.prisma)
    const audience = { group: 'everybody' as const }
    const plan = { title: 'Bench', offer: { departmentId: 'ukraine' }, audience, texts: builtIn(loadTexts(), audience) }
    const created = await database.transaction((tx) => createBroadcast(tx, { plan, office, by: null, now: now() }))
    if (created.outcome !== 'created') throw new Error(created.outcome)
    const { id } = created
    const [by, starter] = ['00000000-0000-4000-8000-000000000009', '00000000-0000-4000-8000-000000000008']
    await database.transaction((tx) => approveBroadcast(tx, { id, by, now: now() }))
    const asked = performance.now()
    const started = await database.transaction((tx) => startBroadcast(tx, { id, office, by: starter, now: now() }))
    const frozen = (performance.now() - asked) / 1000
    if (started.outcome !== 'started' || started.people !== count) throw new Error(JSON.stringify(started))

    const script = fileURLToPath(new URL('../gates/broadcast-process.ts', import.meta.url))
    const given = [script, database.connectionString, fake.root, fake.token, String(ahead), way]
    const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      await once(child.stdout, 'data')
      const arrived = () => fake.count(/^sendMessage/)
      let early = 0
      const isOver = async () => (await database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).endedAt !== null
      while (!(await isOver())) {
        await setTimeout(500)
        if (early === 0 && arrived() > count / 10) early = peakOf(child.pid)
      }
      const { all } = await database.transaction((tx) => reportBroadcast(tx, { id }))
      const peak = peakOf(child.pid)
      const sent = fake.calls.filter(({ method, status }) => method === 'sendMessage' && status === 200)
      const seconds = ((sent.at(-1)?.at ?? 0) - (sent[0]?.at ?? 0)) / 1000
      const doubled = sent.length - new Set(sent.map(({ params }) => params['chat_id'])).size
      return {
        frozen,
        rate: (sent.length - 1) / seconds,
        peak,
        early,
        doubled,
        unknown: all.unknown,
        busiest: fake.ceilings?.busiest ?? 0,
      }
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  } finally {
    await fake.close()
    await database.close()
  }
}

/** Megabytes at the most so far. Linux only. */
function peakOf(pid: number | undefined): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}
