import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chats } from '#channels/telegram/chats.ts'
import { freshDatabase, type FreshDatabase } from '../../database/fresh-database.ts'
import { sendingOffice } from '../../outbox/sending-office.ts'

let database: FreshDatabase
let office: ReturnType<typeof sendingOffice>
let known: ReturnType<typeof chats>
beforeAll(async () => {
  database = await freshDatabase()
  office = sendingOffice(database)
  known = chats({ database, conversations: office.talks })
})
afterAll(() => database.close())

/** A chat in which an answer waits to be sent. */
async function answered(chat: number): Promise<string> {
  const { conversationId } = await known.open(chat)
  const address = { channel: 'telegram' as const, conversationId }
  await office.talks.receive({ address, key: randomUUID(), act: { kind: 'joined', language: 'de' } })
  return conversationId
}

const isReachable = async (id: string) =>
  (await database.prisma.conversation.findUniqueOrThrow({ where: { id } })).reachable

it('is one conversation per chat, however many updates come at once', async () => {
  const opened = await Promise.all(Array.from({ length: 8 }, () => known.open(1)))
  expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1)
  expect(await known.find(1)).toEqual({ conversationId: opened[0]?.conversationId, isNew: true, last: 0 })
  await answered(1)
  expect(await known.find(1)).toMatchObject({ isNew: false, last: 1 })
  expect(await known.find(2)).toBeUndefined()
})

it('lets what waits for somebody who blocked the bot go unsent, and nobody else’s', async () => {
  const [blocked, other] = [await answered(11), await answered(12)]
  await known.setReachable(11, false)
  expect([await isReachable(blocked), await isReachable(other)]).toEqual([false, true])
  expect([await office.statuses(blocked), await office.statuses(other)]).toEqual([['unreachable'], ['queued']])
  await known.setReachable(11, true)
  expect(await isReachable(blocked)).toBe(true)
  expect(await office.statuses(blocked)).toEqual(['unreachable'])
})
