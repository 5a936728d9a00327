import { randomUUID } from 'node:crypto'
import type { Channel, Delivery, Sent } from '#channels/channel.ts'
import { conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Facts, Log } from '#log.ts'
import { outbox } from '#outbox/deliver.ts'
import { type Ceilings, type Pace, pace } from '#outbox/pace.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { byDay } from './by-day.ts'

const unhurried: Ceilings = { perSecond: 10_000, perChat: { perSecond: 1000, burst: 1000 } }

type Wish = { over?: Database; covers?: (delivery: Delivery) => number; turns?: Pick<Pace, 'turn' | 'hurry'> }

/** The outbox with a channel that does what the test says, over an empty office. */
export function sendingOffice(database: Database, ceilings = unhurried) {
  const office = () => ({ zone: 'Europe/Berlin' as const, departments: [], locations: [] })
  const keys = keysFrom('a secret that is long enough for a test')
  const talks = conversations({ database, keys, office, speak: loadTexts(), now: () => new Date() })
  const logged: [event: string, facts: Facts | undefined][] = []
  const note = (event: string, facts?: Facts) => void logged.push([event, facts])
  const log: Log = { debug: note, info: note, warn: note, error: (event, _cause, facts) => note(event, facts) }

  return {
    talks,
    logged,
    /** A new conversation in which these texts were said to the office; each of them is answered by one message. */
    async says(...texts: string[]): Promise<string> {
      const { conversationId } = await talks.create({ channel: 'telegram', address: randomUUID() })
      const address = { channel: 'telegram' as const, conversationId }
      await talks.receive({ address, key: randomUUID(), act: { kind: 'joined', language: 'de' } })
      for (const text of texts) await talks.receive({ address, key: randomUUID(), act: { kind: 'text', text } })
      return conversationId
    },
    async statuses(conversationId: string): Promise<string[]> {
      const rows = await database.prisma.message.findMany({ where: { conversationId }, orderBy: { sequence: 'asc' } })
      return rows.map(({ status }) => status)
    },
    /**
     * Sends from now on, each message as `send` says, `covers` of them together, when `turns` lets it; `over` may stand in for the
     * database.
     */
    opens(
      send: (delivery: Delivery) => Promise<Sent>,
      { over = database, covers = () => 1, turns = pace(ceilings) }: Wish = {},
    ) {
      const channel: Channel = {
        name: 'telegram',
        prepare: (delivery) => ({
          covers: covers(delivery),
          turn: (priority) => turns.turn({ chat: delivery.conversationId, priority, isAlone: true }),
          hurry: (priority) => turns.hurry({ chat: delivery.conversationId, priority }),
          send: () => send(delivery),
        }),
      }
      return outbox({ database: over, conversations: talks, channel, log, now: byDay })
    },
  }
}
