import { afterAll, beforeAll, expect, test } from 'vitest'
import { feed } from '#channels/webchat/feed.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { type ChatServer, startChat } from './chat-server.ts'
import { client, type Session } from './client.ts'

let database: FreshDatabase
let chat: ChatServer
let web: ReturnType<typeof client>

beforeAll(async () => {
  database = await freshDatabase()
  chat = await startChat(database)
  web = client(chat.url)
})

afterAll(async () => {
  await chat.close()
  await database.close()
})

test('what is said while the log is being read is read at once after it', async () => {
  const session = await talk(2)
  const { news, reading, letGo } = slowFeed()
  const listener = follower(2)
  news.follow(session.conversationId, listener)
  await reading()
  await web.say(session, 'just now')
  news.wake(session.conversationId)
  letGo()
  await expect.poll(() => listener.heard).toContain(3)
})

test('who comes while the log is being read for another misses nothing of what came before', async () => {
  const session = await talk(4)
  const { news, reading, letGo } = slowFeed()
  const [early, late] = [follower(2), follower(0)]
  news.follow(session.conversationId, early)
  await reading()
  news.follow(session.conversationId, late)
  letGo()
  await expect.poll(() => late.heard.length).toBeGreaterThanOrEqual(4)
  expect(late.heard.slice(0, 4)).toEqual([1, 2, 3, 4])
  expect(early.heard.slice(0, 2)).toEqual([3, 4])
})

test('a reading that failed is reported and repeated at the next waking', async () => {
  const session = await talk(1)
  const failures: unknown[] = []
  let isAway = true
  const log: typeof chat.talks.log = (...asked) =>
    isAway ? Promise.reject(new Error('The database is away')) : chat.talks.log(...asked)
  const news = feed({ log }, (error) => failures.push(error))
  const listener = follower(0)
  news.follow(session.conversationId, listener)
  await expect.poll(() => failures).toHaveLength(1)
  isAway = false
  news.wakeAll()
  await expect.poll(() => listener.heard).toContain(1)
})

test('who has left hears nothing more', async () => {
  const session = await talk(1)
  const news = feed(chat.talks, () => {})
  const [gone, here] = [follower(0), follower(0)]
  const leave = news.follow(session.conversationId, gone)
  leave()
  news.follow(session.conversationId, here)
  await expect.poll(() => here.heard).toContain(1)
  expect(gone.heard).toEqual([])
})

/** A conversation with at least so many entries. */
async function talk(length: number): Promise<Session> {
  const session = await web.start({ language: 'en' })
  while (Number((await web.read(session)).watermark) < length) await web.say(session, 'hello')
  return session
}

/** The real log, whose answers are held back until they are let go. */
function slowFeed() {
  const gate = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const log: typeof chat.talks.log = async (...asked) => {
    const entries = await chat.talks.log(...asked)
    answer.resolve()
    await gate.promise
    return entries
  }
  return { news: feed({ log }, () => {}), reading: () => answer.promise, letGo: () => gate.resolve() }
}

function follower(cursor: number) {
  const heard: number[] = []
  return {
    cursor,
    heard,
    deliver: (entries: readonly { sequence: number }[]) => void heard.push(...entries.map((each) => each.sequence)),
  }
}
