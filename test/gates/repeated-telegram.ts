import { setTimeout } from 'node:timers/promises'
import { loadOffice } from '#appointments/office.ts'
import { conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { freshOffice } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'
import { type FakeBotApi, startFakeBotApi } from '../telegram/fake-bot-api.ts'
import type { Update } from '../telegram/updates.ts'
import { brokenIn, firstDifference } from './broken-in.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { random } from './random.ts'
import { stateOf } from './repeated-state.ts'
import { openTelegramOffice } from './telegram-office.ts'
import { visitor } from './visitor.ts'

/**
 * Gate 8 with Telegram as the source: the same talks twice over a real wire, once each update once and in order, once
 * repeated, late and out of order. What is left, down to the numbers of Telegram's messages, must be the same.
 */
export const gate: Gate = {
  number: 8,
  name: 'repeated and disordered updates (Telegram)',
  run: (form, given) => withServer(given, (server) => compare({ ...sizes[form], server })),
  // A few conversations are enough to know.
  mutant: (_, given) =>
    withServer(given, (server) => compare({ ...sizes.short, talks: 3, server, guarded: rememberingOnlyTheLast })),
}

type Size = { talks: number; updates: number }
const sizes: Record<Form, Size> = { short: { talks: 5, updates: 12 }, full: { talks: 250, updates: 40 } }

type Guard = (database: Database) => Database
type Plan = Size & { server: Server; guarded?: Guard }

async function compare({ talks, updates, server, guarded = (database) => database }: Plan): Promise<Outcome> {
  const size = { talks, updates }
  const ordered = await holdTalks(server, size, { isDisordered: false, guarded: (database) => database })
  const disordered = await holdTalks(server, size, { isDisordered: true, guarded })
  const differing = ordered.states.flatMap((state, index) => {
    const other = disordered.states[index] ?? ''
    return state === other ? [] : [firstDifference(state, other)]
  })
  return {
    passed: differing.length === 0 && disordered.broken.length === 0 && disordered.isShownOnce,
    figures: {
      conversations: ordered.states.length,
      updates: disordered.updates,
      deliveries: disordered.deliveries,
      'conversations that differ from the ordered run': differing.length,
      'the first of them': differing[0] ?? 'none',
      'every message shown once': String(disordered.isShownOnce),
      'broken in the book': disordered.broken.join('; ') || 'nothing',
    },
  }
}

async function holdTalks(
  server: Server,
  { talks, updates }: Size,
  { isDisordered, guarded }: { isDisordered: boolean; guarded: Guard },
) {
  const database = await freshOffice({ server })
  const fake = await startFakeBotApi()
  await database.query({ name: 'widen', text: 'UPDATE slot SET capacity = 30000', values: [] })
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for gates')
  const log = conversations({ database, keys, office: () => office, speak: loadTexts(), now: () => new Date() })
  const running = await openTelegramOffice({
    connectionString: database.connectionString,
    apiRoot: fake.root,
    token: fake.token,
    guarded,
  })
  const counted = { updates: 0, deliveries: 0 }

  async function talk(number: number): Promise<string> {
    const somebody = visitor(number, { language: 'de', random: random(number) })
    const chance = random(1000 + number)
    const user = fake.user({ id: 7_000_000 + number })
    const late: Update[] = []
    let conversationId = ''
    let seen = 0
    for (let update = 0; update < updates; update++) {
      const said = update === 0 ? '/start' : somebody.next()
      const sent = said.includes(':') && update > 0 ? user.forges(said) : user.sends(said)
      counted.updates++
      if (isDisordered) {
        for (let repeats = chance.below(5); repeats > 0; repeats--) {
          if (chance.chance(0.2)) late.push(sent)
          else again(sent)
        }
        for (const due of late.splice(0, chance.below(3))) again(due)
      }
      conversationId = await quiet(fake, database, user.id)
      const news = await log.log(conversationId, seen)
      seen = news.at(-1)?.sequence ?? seen
      const messages = news.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
      for (const { question, booked, appointment, cancelled } of messages) {
        somebody.notice({ question, booked: booked ? appointment?.code : undefined, cancelled: cancelled?.code })
      }
    }
    for (const due of late) again(due)
    await quiet(fake, database, user.id)
    return conversationId

    function again(sent: Update): void {
      user.repeats(sent)
      counted.deliveries++
    }
  }

  try {
    const ids = await Promise.all(Array.from({ length: talks }, (_, number) => talk(number)))
    const states: string[] = []
    for (const id of ids) states.push(await stateOf({ database, keys, conversations: log }, id))
    const known = await database.prisma.message.findMany({
      where: { direction: 'sent' },
      select: { externalId: true, conversationId: true },
    })
    const numbers = new Set(known.map(({ externalId, conversationId }) => `${conversationId} ${externalId}`))
    const shown = [...fake.chats.values()].reduce((sum, chat) => sum + chat.messages.length, 0)
    const deliveries = counted.updates + counted.deliveries
    return {
      updates: counted.updates,
      deliveries,
      states,
      isShownOnce: numbers.size === shown,
      broken: await brokenIn(database),
    }
  } finally {
    await running.stop()
    await fake.close()
    await database.close()
  }
}

/** Until everything from and to this chat is settled. */
async function quiet(fake: FakeBotApi, database: Database, chat: number): Promise<string> {
  for (;;) {
    // An update is off the wire only when its answers stand in the log.
    const wasSilent = !fake.queue.isWaiting(chat)
    const [row] = await database.query<{ id: string; waiting: number }>({
      name: 'gate-chat',
      text: `SELECT c.id, (SELECT count(*) FROM message m WHERE m.conversation_id = c.id AND m.status IN ('queued', 'sending')) AS waiting
             FROM conversation c WHERE c.address = $1`,
      values: [String(chat)],
    })
    if (wasSilent && row?.waiting === 0 && !fake.queue.isWaiting(chat)) return row.id
    await setTimeout(10)
  }
}

/** The guard taken out: of each bot only the last key is remembered. */
function rememberingOnlyTheLast(database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) =>
        work({
          query: async (statement) => {
            if (statement.name === 'lock-conversation') {
              const [, channel, key] = statement.values
              await tx.query({
                name: 'forget-others',
                text: 'DELETE FROM inbox WHERE channel = $1 AND key <> $2',
                values: [channel, key],
              })
            }
            return tx.query(statement)
          },
        }),
      ),
  }
}
