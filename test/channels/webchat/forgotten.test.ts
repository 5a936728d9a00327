import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { type ChatServer, startChat } from './chat-server.ts'
import { client } from './client.ts'

let database: FreshDatabase
let chat: ChatServer
beforeAll(async () => {
  database = await freshDatabase()
  chat = await startChat(database)
})
afterAll(async () => {
  await chat.close()
  await database.close()
})

test('a page whose conversation was cleared up meanwhile hears that it is gone, so that it begins a new one', async () => {
  const { call, start, say } = client(chat.url)
  const session = await start()
  await database.prisma.conversation.deleteMany()
  const { conversationId, token } = session
  const answers = [
    await say(session, 'Guten Tag'),
    await call('POST', '/conversations', { token, body: {} }),
    await call('GET', `/conversations/${conversationId}`, { token }),
    await call('GET', `/conversations/${conversationId}/activities`, { token }),
  ]
  expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual(
    answers.map(() => [404, 'ConversationNotFound']),
  )
})
