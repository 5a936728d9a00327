import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { check } from '#appointments/check.ts'
import { freshOffice } from '../database/fresh-database.ts'
import { makeTemplate, sweep } from '../database/template.ts'
import { buttonOf, submitForm } from '../forms/submit-form.ts'

import { random } from '../gates/random.ts'
import { nameOf } from '../gates/visitor.ts'
import { type FakeBotApi, startFakeBotApi } from '../telegram/fake-bot-api.ts'
import type { Update } from '../telegram/updates.ts'
import { type Bench, type Measured, quantile } from './bench.ts'

/**
 * So many chats at once, each booking with a strict fake and two processes of the product over one database. The ceilings of
 * 30 messages a second are lifted on both sides: with them the same would take nine minutes, and the figure would be Telegram's.
 */
export const bench: Bench = { name: 'telegram-crowd', run: ({ url }) => crowd(url) }

const people = Number(process.env['CROWD'] ?? 1000)
/** Milliseconds in which they arrive: what Telegram takes to let so many be greeted. Then all of them are there at once. */
const arriving = (people / 30) * 1000
/**
 * Milliseconds between a question and its answer: quicker than Telegram's ceilings would let so many chats go on. Whoever books
 * reads seven times or more, so that a crowd of three takes as long as a thousand: some minutes.
 */
const reading = { least: 10_000, spread: 30_000 }
const publicUrl = 'https://termine.example.de'
/** Milliseconds after which whoever has not booked counts as an error. */
const patience = 15 * 60 * 1000

/** What one person did, when, and what became of it. */
type Visit = { chat: number; sent: { update: Update; at: number }[]; isBooked: boolean }

async function crowd(url: string): Promise<Measured> {
  const server = { url, prefix: `terminlotse_test_${Math.floor(Date.now() / 1000)}_crowd` }
  const fake = await startFakeBotApi()
  const processes: ChildProcess[] = []
  try {
    await makeTemplate(server, 'migrated')
    const database = await freshOffice({ server })
    try {
      await database.query({ name: 'widen', text: 'UPDATE slot SET capacity = 30000', values: [] })
      const addresses: string[] = []
      for (let process = 0; process < 2; process++) {
        const { child, address } = await start(database.connectionString, fake)
        processes.push(child)
        addresses.push(address)
      }
      while (fake.count(/getUpdates/) === 0) await setTimeout(50)
      const before = fake.calls.length
      const started = performance.now()
      let over = 0
      const telling = setInterval(() => console.error(`  ${over} of ${people} are through`), 15_000)
      const visits = await Promise.all(
        Array.from({ length: people }, async (_, number) =>
          visit(fake, number, addresses[number % 2] ?? '').finally(() => over++),
        ),
      ).finally(() => clearInterval(telling))
      const seconds = Math.round((performance.now() - started) / 1000)
      const [load = 0] = loadavg()
      const book = await check(database)
      const booked = await database.prisma.appointment.count({ where: { state: 'booked' } })
      return {
        ...judged({ fake, visits, before }),
        'appointments in the book, which adds up': `${booked}, ${book.ok ? 'yes' : 'NO'}`,
        'seconds in all': seconds,
        ceilings: 'lifted on both sides',
        machine: `${availableParallelism()} cores, load ${load.toFixed(1)}`,
      }
    } finally {
      // Whoever runs the product ends it before its database goes.
      await Promise.all(processes.map(end))
      await database.close()
    }
  } finally {
    await Promise.all(processes.map(end))
    await fake.close()
    await sweep(url, server.prefix)
  }
}

/** Comes, reads and presses, and fills in the page when it is offered. */
async function visit(fake: FakeBotApi, number: number, origin: string): Promise<Visit> {
  const chance = random(number + 1)
  const user = fake.user({ language_code: 'de' })
  const sent: Visit['sent'] = []
  const note = (update: Update) => sent.push({ update, at: performance.now() })
  const until = performance.now() + arriving + patience
  let answered = ''
  await setTimeout(chance.below(arriving))
  note(user.sends('/start'))
  while (performance.now() < until) {
    await setTimeout(25)
    const shown = user.sees.at(-1)
    const state = shown ? `${shown.id} ${shown.edits}` : ''
    // What became the calendar file asks nothing: the appointment is on its way.
    if (!shown || state === answered || shown.document) continue
    if (shown.photo) return { chat: user.id, sent, isBooked: true }
    answered = state
    await setTimeout(reading.least + chance.below(reading.spread))
    const buttons = shown.keyboard.flat()
    const link = buttons.find(({ url }) => url)?.url
    if (link !== undefined) {
      const page = link.replace(publicUrl, origin)
      const fields = { name: nameOf(number), birthday: '24.08.1991', people: '1' }
      // Everybody has an address of their own: what one address may ask of the pages in a minute is limited.
      const from = { 'x-forwarded-for': `10.0.${number >> 8}.${number & 255}`, 'sec-fetch-site': 'same-origin' }
      const sending = await submitForm(page, { ...fields, ...(await buttonOf(page, from)) }, from)
      if (sending.status !== 303) return { chat: user.id, sent, isBooked: false }
      continue
    }
    const forward = buttons.flatMap(({ callback_data: data }) => (data && !/^(menu|page):/.test(data) ? [data] : []))
    note(user.presses(forward.length > 0 ? chance.pick(forward) : 'menu:book'))
  }
  return { chat: user.id, sent, isBooked: false }
}

function judged({ fake, visits, before }: { fake: FakeBotApi; visits: Visit[]; before: number }): Measured {
  const calls = fake.calls.slice(before).filter(({ method }) => method !== 'getUpdates')
  const perChat = Map.groupBy(calls, ({ params }) => Number(params['chat_id']))
  const perQuery = new Map(calls.map((call) => [String(call.params['callback_query_id']), call.at]))
  const times = visits.flatMap(({ chat, sent }) =>
    sent.map(({ update, at }, index) => {
      const query = (update['callback_query'] as { id: string } | undefined)?.id
      const shown = (perChat.get(chat)?.find((call) => call.at >= at)?.at ?? Number.NaN) - at
      const answered = query === undefined ? shown : (perQuery.get(query) ?? Number.NaN) - at
      return { shown, answered, isArrival: index === 0 }
    }),
  )
  const refused = calls.filter(({ status }) => status !== 200)
  const reasons = Map.groupBy(refused, ({ method, description }) => `${method}: ${description}`)
  const unbooked = visits.filter(({ isBooked }) => !isBooked).length
  const unheard = times.filter(({ shown, answered }) => Number.isNaN(shown + answered)).length
  const later = times.filter(({ isArrival }) => !isArrival)
  return {
    'chats at once': visits.length,
    'errors (must be 0)': refused.length + unbooked + unheard + fake.faults.length,
    'calls that were refused': [...reasons].map(([reason, { length }]) => `${length} × ${reason}`).join('; ') || 'none',
    'presses that were never answered': fake.unanswered,
    updates: times.length,
    'who arrives: to the first call, half / 95 %': halfAndMost(
      times.filter(({ isArrival }) => isArrival).map(({ shown }) => shown),
    ),
    'a press: to the first call for its chat, half / 95 %': halfAndMost(later.map(({ answered }) => answered)),
    'a press: to what is shown, half / 95 %': halfAndMost(later.map(({ shown }) => shown)),
    'calls per booking (at most 16)': (calls.length / visits.length).toFixed(2),
  }
}

function halfAndMost(milliseconds: readonly number[]): string {
  return `${Math.round(quantile(milliseconds, 0.5))} / ${Math.round(quantile(milliseconds, 0.95))} ms`
}

async function start(
  connectionString: string,
  { root, token }: FakeBotApi,
): Promise<{ child: ChildProcess; address: string }> {
  const script = fileURLToPath(new URL('./telegram-crowd-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, connectionString, root, token, publicUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: unknown[] = await once(child.stdout, 'data')
  return { child, address: String(line).trim() }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
