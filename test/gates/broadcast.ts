import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout } from 'node:timers/promises'
import { check } from '#appointments/check.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { loadOffice } from '#appointments/office.ts'
import { type Conversations, conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { RecipientState } from '#notices/broadcast/broadcast.ts'
import { approveBroadcast } from '#notices/broadcast/approve.ts'
import { createBroadcast } from '#notices/broadcast/create.ts'
import { reportBroadcast } from '#notices/broadcast/report.ts'
import { startBroadcast } from '#notices/broadcast/start.ts'
import { keysFrom } from '#privacy/keys.ts'
import { Language, loadTexts } from '#texts.ts'
import { freshOffice } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'
import { type FakeBotApi, startFakeBotApi, type Trouble } from '../telegram/fake-bot-api.ts'
import { telegramCeilings } from '../telegram/rates.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { random } from './random.ts'

/**
 * Gate 9: a broadcast over a line on which everything goes wrong, in a process that is killed, while people opt out and are
 * erased. Whoever can be reached is told once.
 */
export const gate: Gate = {
  number: 9,
  name: 'broadcast',
  run: (form, given) =>
    withServer(given, (server) => broadcast({ ...sizes[form], server, way: 'sound' }), { isDurable: true }),
  mutant: (_, given) =>
    withServer(
      given,
      (server) => broadcast({ ...sizes.short, people: 40, kills: 1, patience: 8, server, way: 'cursor' }),
      {
        isDurable: true,
      },
    ),
}

/** `patience`: seconds without anything new after which nothing more is expected; a busy machine has such. */
type Size = { people: number; optOuts: number; erasures: number; kills: number; patience: number }
const sizes: Record<Form, Size> = {
  short: { people: 60, optOuts: 5, erasures: 3, kills: 2, patience: 60 },
  full: { people: 5000, optOuts: 200, erasures: 100, kills: 3, patience: 60 },
}
type Plan = Size & { server: Server; way: 'sound' | 'cursor' }

const languages: Language[] = ['uk', 'de', 'ar', 'tr']
const mark = '★'
const flood = 'Too Many Requests: the gate'
/** Of the people: refused at first with 429 and 5xx, blocked, taken without an answer. */
const shares = { flood: 0.1, broken: 0.05, blocked: 0.03, silent: 0.01 }
/** What one process may have on its way when it dies. */
const onTheWay = 30
/** Milliseconds that what was already being sent when somebody left may need on a busy machine. */
const onItsWay = 3000

async function broadcast({ people, optOuts, erasures, kills, patience, server, way }: Plan): Promise<Outcome> {
  const database = await freshOffice({ server })
  const fake = await startFakeBotApi({ ceilings: telegramCeilings })
  const morning = instantOf({ day: addDays(localDay(new Date()), 1), time: '08:30' }) ?? new Date()
  const ahead = morning.getTime() - Date.now()
  const now = () => new Date(Date.now() + ahead)
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for gates')
  const speak = loadTexts()
  const talks = conversations({ database, keys, office: () => office, speak, now })
  const chance = random(9)
  let child: ChildProcess | undefined
  try {
    const crowd = await gather(database, talks, { fake, people })
    const fates = fatesOf(crowd, chance)
    const met = new Set<number>()
    let silent = 0
    fake.trouble = ({ method, params }): Trouble | undefined => {
      const chat = Number(params['chat_id'])
      if (method !== 'sendMessage' || !String(params['text']).includes(mark) || met.has(chat)) return undefined
      met.add(chat)
      switch (fates.get(chat)) {
        case 'flood':
          return { kind: 'refuse', code: 429, description: flood, retryAfter: 1 }
        case 'broken':
          return { kind: 'refuse', code: chance.pick([500, 502, 503]), description: 'Internal Server Error' }
        case 'silent':
          silent++
          return { kind: 'cut', late: true }
        case 'blocked':
        case undefined:
          return undefined
      }
    }
    for (const [chat, fate] of fates) if (fate === 'blocked') fake.chatOf(chat).isBlocked = true
    const id = await begin(database, { office, people, now })

    const start = async () => {
      const script = fileURLToPath(new URL('./broadcast-process.ts', import.meta.url))
      const given = [script, database.connectionString, fake.root, fake.token, String(ahead), way]
      child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] })
      if (child.stdout) await once(child.stdout, 'data')
    }
    await start()
    const left = crowd.filter(({ chat }) => fates.get(chat) === undefined)
    const leaving = shuffled(left, chance).slice(0, optOuts + erasures)
    const gone = new Map<number, number>()
    const deaths = Array.from({ length: kills }, (_, kill) => Math.round(people * (0.04 + (kill * 0.7) / kills)))
    let killed = 0
    let moved = { accepted: 0, at: Date.now() }
    for (;;) {
      const accepted = heard(fake).size
      if (accepted > moved.accepted) moved = { accepted, at: Date.now() }
      if (killed < kills && accepted >= (deaths[killed] ?? 0)) {
        await setTimeout(chance.below(300))
        child?.kill('SIGKILL')
        if (child) await once(child, 'exit')
        killed++
        await start()
      }
      // Spread over the whole of it.
      while (gone.size < leaving.length && gone.size < (accepted / (people * 0.8)) * leaving.length) {
        const person = leaving[gone.size]
        if (!person) break
        await (gone.size < optOuts ? optOut(talks, person.conversationId) : erase(talks, person.conversationId))
        gone.set(person.chat, performance.now())
      }
      const row = await database.prisma.broadcast.findUnique({ where: { id } })
      if (row?.endedAt) break
      if (Date.now() - moved.at > patience * 1000) break
      await setTimeout(20)
    }
    await setTimeout(1500)
    const told = heard(fake)
    const { all } = await database.transaction((tx) => reportBroadcast(tx, { id }))
    const states = await statesOf(database, id)
    const total = Object.values(all).reduce((sum, each) => sum + each, 0)
    const audience = (await database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).people ?? 0
    const stateOf = (conversationId: string): RecipientState | undefined => states.get(conversationId)
    const count = (wrong: (person: Person, times: number, state: RecipientState | undefined) => boolean) =>
      crowd.filter((person) => wrong(person, told.get(person.chat)?.length ?? 0, stateOf(person.conversationId))).length
    const figures = {
      people,
      sent: all.sent,
      unreachable: all.unreachable,
      'opted out': all.opted_out,
      erased: all.erased,
      unknown: all.unknown,
      kills: killed,
      doubled: count((_, times) => times > 1),
      'left out': count(
        ({ chat }, times, state) =>
          times === 0 && fates.get(chat) !== 'blocked' && state !== 'unknown' && !gone.has(chat),
      ),
      'said to be sent and was not': count((_, times, state) => state === 'sent' && times !== 1),
      'told after leaving': [...gone].filter(([chat, at]) => told.get(chat)?.some((time) => time > at + onItsWay))
        .length,
      'not settled': all.queued + all.sending + all.failed,
      'unknown without a reason': Math.max(0, all.unknown - silent - killed * onTheWay),
      'busiest second': fake.ceilings?.busiest ?? 0,
      'above the limits': fake.calls.filter(({ status, description }) => status === 429 && description !== flood)
        .length,
      'audience less the report': audience - total,
      'book adds up': String((await check(database)).ok),
    }
    return { passed: isSound(figures) && fake.faults.length === 0 && total === people, figures }
  } finally {
    child?.kill('SIGKILL')
    await fake.close()
    await database.close()
  }
}

type Person = { chat: number; conversationId: string; language: Language }
type Fate = 'flood' | 'broken' | 'blocked' | 'silent' | undefined

function isSound(figures: Record<string, number | string>): boolean {
  const none = [
    'doubled',
    'left out',
    'said to be sent and was not',
    'told after leaving',
    'not settled',
    'unknown without a reason',
    'above the limits',
    'audience less the report',
  ]
  return (
    none.every((what) => figures[what] === 0) &&
    Number(figures['busiest second']) <= 30 &&
    figures['book adds up'] === 'true'
  )
}

/** People who have chosen a language and whose greeting arrived long ago. */
async function gather(
  database: Database,
  talks: Conversations,
  { fake, people }: { fake: FakeBotApi; people: number },
): Promise<Person[]> {
  const crowd: Person[] = []
  const numbers = Array.from({ length: people }, (_, number) => number)[Symbol.iterator]()
  const join = async () => {
    for (const number of numbers) {
      const chat = 7_000_000_000 + number
      fake.chatOf(chat)
      const language = languages[number % languages.length] ?? 'de'
      const { conversationId } = await talks.create({ channel: 'telegram', address: String(chat) })
      const address = { channel: 'telegram' as const, conversationId }
      await talks.receive({ address, key: `gate:${number}`, act: { kind: 'joined', language } })
      crowd.push({ chat, conversationId, language })
    }
  }
  await Promise.all(Array.from({ length: 8 }, join))
  await database.query({ name: 'gate-greeted', text: "UPDATE message SET status = 'delivered'", values: [] })
  return crowd
}

function fatesOf(crowd: readonly Person[], chance: ReturnType<typeof random>): Map<number, Fate> {
  const order = shuffled(crowd, chance)
  const fates = new Map<number, Fate>()
  let next = 0
  for (const fate of ['flood', 'broken', 'blocked', 'silent'] as const) {
    const many = Math.max(1, Math.round(crowd.length * shares[fate]))
    for (const { chat } of order.slice(next, next + many)) fates.set(chat, fate)
    next += many
  }
  return fates
}

/** Four waves or so. */
async function begin(
  database: Database,
  { office, people, now }: { office: Awaited<ReturnType<typeof loadOffice>>; people: number; now: () => Date },
): Promise<string> {
  const perPlace = 2
  const slots = await database.prisma.slot.findMany({
    where: { departmentId: 'ukraine' },
    orderBy: { startsAt: 'asc' },
    skip: 200,
    take: 1,
  })
  await database.prisma.slot.updateMany({
    where: { departmentId: 'ukraine', id: { not: slots[0]?.id ?? 0 } },
    data: { state: 'closed' },
  })
  await database.prisma.slot.update({
    where: { id: slots[0]?.id ?? 0 },
    data: { capacity: Math.ceil(people / perPlace / 4) },
  })
  const speak = loadTexts()
  const texts = Object.fromEntries(Language.options.map((each) => [each, `${mark} ${speak(each)('broadcast.places')}`]))
  const plan = {
    title: 'Gate',
    offer: { departmentId: 'ukraine' },
    audience: { group: 'everybody' as const, languages },
    texts,
    perPlace,
    waveMinutes: 0,
  }
  const created = await database.transaction((tx) => createBroadcast(tx, { plan, office, by: null, now: now() }))
  if (created.outcome !== 'created') throw new Error(created.outcome)
  const { id } = created
  const [by, starter] = ['00000000-0000-4000-8000-000000000009', '00000000-0000-4000-8000-000000000008']
  await database.transaction((tx) => approveBroadcast(tx, { id, by, now: now() }))
  const started = await database.transaction((tx) => startBroadcast(tx, { id, office, by: starter, now: now() }))
  if (started.outcome !== 'started') throw new Error(started.outcome)
  return id
}

let presses = 0
async function press(talks: Conversations, conversationId: string, value: string): Promise<void> {
  const address = { channel: 'telegram' as const, conversationId }
  await talks.receive({ address, key: `gate-press:${presses++}`, act: { kind: 'press', value } })
}

async function optOut(talks: Conversations, conversationId: string): Promise<void> {
  await press(talks, conversationId, 'menu:quiet')
}

async function erase(talks: Conversations, conversationId: string): Promise<void> {
  await press(talks, conversationId, 'menu:erase')
  await press(talks, conversationId, `confirm:yes:${conversationId.slice(0, 6)}`)
}

/** When a message of the broadcast arrived, by chat, whether we heard of it or not. */
function heard(fake: FakeBotApi): Map<number, number[]> {
  const times = new Map<number, number[]>()
  for (const { method, params, status, at } of fake.calls) {
    if (method !== 'sendMessage' || status !== 200 || !String(params['text']).includes(mark)) continue
    const chat = Number(params['chat_id'])
    times.set(chat, [...(times.get(chat) ?? []), at])
  }
  return times
}

async function statesOf(database: Database, id: string): Promise<Map<string, RecipientState>> {
  const rows = await database.prisma.broadcastRecipient.findMany({ where: { broadcastId: id } })
  return new Map(
    rows.flatMap(({ conversationId, state }) => (conversationId === null ? [] : [[conversationId, state]])),
  )
}

function shuffled<T>(list: readonly T[], chance: ReturnType<typeof random>): T[] {
  return list
    .map((each) => ({ each, lot: chance.next() }))
    .toSorted((one, other) => one.lot - other.lot)
    .map(({ each }) => each)
}
