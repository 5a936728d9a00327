import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '#database.ts'
import { pace } from '#outbox/pace.ts'
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.ts'
import { sendingOffice } from './sending-office.ts'

let database: FreshDatabase
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.close())

const soon = { timeout: 15_000 }

/** The database, with something that happens before what became of a message is written down. */
function writingAfter(happens: () => Promise<unknown>): Database {
  return {
    ...database,
    query: async (statement) => {
      if (statement.name === 'outbox-finish') await happens()
      return database.query(statement)
    },
  }
}

async function unfinished(): Promise<number> {
  return database.prisma.message.count({ where: { status: { not: 'delivered' } } })
}

it('sends nothing new before it is written down what became of the one before: a crash doubles one at most', async () => {
  const office = sendingOffice(database)
  const ids = await Promise.all(Array.from({ length: 20 }, () => office.says()))
  const sent = new Set<string>()
  const unwritten: string[] = []
  const { stop } = office.opens(
    async ({ conversationId }) => {
      for (const id of sent) if ((await office.statuses(id))[0] !== 'delivered') unwritten.push(id)
      sent.add(conversationId)
      return { outcome: 'delivered', externalId: '1' }
    },
    { over: writingAfter(() => setTimeout(20)) },
  )
  await vi.waitFor(async () => expect(await unfinished()).toBe(0), soon)
  await stop()
  expect(sent.size).toBe(ids.length)
  expect(unwritten).toEqual([])
})

it('claims the next message while the one before is still being written down', async () => {
  const office = sendingOffice(database)
  await Promise.all([office.says(), office.says()])
  const { promise: written, resolve: write } = Promise.withResolvers<void>()
  let sends = 0
  const { stop } = office.opens(
    async () => {
      sends++
      return { outcome: 'delivered', externalId: '1' }
    },
    { over: writingAfter(() => written) },
  )
  const claimed = () => database.prisma.message.count({ where: { status: 'sending' } })
  await vi.waitFor(async () => expect(await claimed()).toBe(2), soon)
  expect(sends).toBe(1)
  // Whoever is told to stop now lets what was sent be written down, and leaves the other to the next process.
  const stopped = stop()
  write()
  await stopped
  expect(sends).toBe(1)
  expect(await claimed()).toBe(0)
  expect(await database.prisma.message.count({ where: { status: 'queued' } })).toBe(1)
})

/** What waits is news to many from now on. */
async function becomesNews(): Promise<void> {
  await database.prisma.message.updateMany({ where: { status: 'queued' }, data: { priority: 2, recipientId: 1n } })
}

it('sends an answer as one, also where news has just gone out', async () => {
  const office = sendingOffice(database)
  const id = await office.says()
  await becomesNews()
  const real = pace({ perSecond: 1000, perChat: { perSecond: 1000, burst: 1000 } })
  const priorities: (number | undefined)[] = []
  const turns: Parameters<typeof office.opens>[1] = {
    turns: {
      ...real,
      turn: (wish) => {
        priorities.push(wish.priority)
        return real.turn(wish)
      },
    },
  }
  const { stop } = office.opens(async ({ before }) => {
    const address = { channel: 'telegram' as const, conversationId: id }
    if (before.length === 0) await office.talks.receive({ address, key: 'asks', act: { kind: 'text', text: 'Hilfe' } })
    return { outcome: 'delivered', externalId: '1' }
  }, turns)
  await vi.waitFor(async () => expect(await office.statuses(id)).toEqual(['delivered', 'delivered']), soon)
  await stop()
  expect(priorities).toEqual([2, 0])
})

it('lets an answer not wait behind all the news that its own conversation is still to get', async () => {
  const office = sendingOffice(database)
  const ids: string[] = []
  for (let person = 0; person < 7; person++) ids.push(await office.says())
  await becomesNews()
  const asks = ids.at(-1) ?? ''
  const sent: string[] = []
  const { stop } = office.opens(
    async ({ conversationId }) => {
      sent.push(conversationId)
      const address = { channel: 'telegram' as const, conversationId: asks }
      if (sent.length === 1) {
        // By now all the others wait for their turn.
        await setTimeout(300)
        await office.talks.receive({ address, key: 'asks', act: { kind: 'text', text: 'Hilfe' } })
      }
      return { outcome: 'delivered', externalId: '1' }
    },
    { turns: pace({ perSecond: 3, perChat: { perSecond: 1000, burst: 1000 } }) },
  )
  await vi.waitFor(async () => expect(await unfinished()).toBe(0), soon)
  await stop()
  // Its news, which is older, and then the answer, before all other news but what was let go meanwhile.
  expect(sent).toHaveLength(8)
  expect(sent.slice(0, 4).filter((each) => each === asks)).toHaveLength(2)
})

it('sends messages together whose channel shows them in one, and notes where each of them is', async () => {
  const office = sendingOffice(database)
  const id = await office.says('Hilfe', 'Datenschutz')
  const shown: number[] = []
  const { stop } = office.opens(
    async ({ before, after }) => {
      shown.push(before.length, after.length)
      return { outcome: 'delivered', externalId: String(shown.length) }
    },
    { covers: ({ before }) => (before.length === 0 ? 2 : 1) },
  )
  await vi.waitFor(async () => expect(await unfinished()).toBe(0), soon)
  await stop()
  expect(shown).toEqual([0, 2, 2, 0])
  const log = await office.talks.log(id, 0)
  expect(log.map((entry) => entry.from === 'office' && entry.externalId)).toEqual(['2', '2', '4'])
})

it('sends alone what would have gone out with a message that the channel refuses', async () => {
  const office = sendingOffice(database)
  const id = await office.says('Hilfe')
  const { stop, counts } = office.opens(
    async ({ before }) =>
      before.length === 0 ? { outcome: 'failed', status: 400 } : { outcome: 'delivered', externalId: '1' },
    { covers: ({ before }) => (before.length === 0 ? 2 : 1) },
  )
  await vi.waitFor(async () => expect(await office.statuses(id)).toEqual(['failed', 'delivered']), soon)
  await stop()
  expect(counts).toMatchObject({ failed: 1, delivered: 1 })
})
