import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { isTold } from '#appointments/notices/can-be-told.ts'
import { addContact } from '#notices/contacts/add-contact.ts'
import { openOffice } from '../stories/open-office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const minutes = (count: number) => new Date(office.clock.now.getTime() + count * 60_000)
const told = (conversationId: string, after = 0) => isTold(office.database, { conversationId, now: minutes(after) })

async function talk(channel: 'webchat' | 'telegram'): Promise<string> {
  const { conversationId } = await office.conversations.create({ channel, address: randomUUID() })
  return conversationId
}

async function says(conversationId: string, channel: 'webchat' | 'telegram', text: string): Promise<void> {
  const key = `${conversationId}:${randomUUID()}`
  await office.conversations.receive({ address: { channel, conversationId }, key, act: { kind: 'text', text } })
}

it('reaches somebody in Telegram until they block us or want no messages, and after “messages on” again', async () => {
  const id = await talk('telegram')
  expect(await told(id, 9_999)).toBe(true)
  await says(id, 'telegram', '/stop')
  expect(await told(id)).toBe(false)
  await says(id, 'telegram', 'messages on')
  expect(await told(id)).toBe(true)
  await office.database.prisma.conversation.update({ where: { id }, data: { reachable: false } })
  expect(await told(id)).toBe(false)
})

it('reaches somebody in the web chat for a quarter of an hour after they wrote', async () => {
  const id = await talk('webchat')
  expect(await told(id), 'nobody was ever there').toBe(false)
  await says(id, 'webchat', 'Hilfe')
  expect(await told(id, 14)).toBe(true)
  expect(await told(id, 15)).toBe(false)
})

it('reaches somebody in the web chat by a browser that shows notifications, and by an address only once it is confirmed', async () => {
  const id = await talk('webchat')
  const now = minutes(0)
  const adding = { conversationId: id, language: 'de', now }
  const { database, keys } = office
  await database.transaction((tx) => addContact(tx, keys, { ...adding, kind: 'email', value: 'a@example.org' }))
  expect(await told(id)).toBe(false)
  await database.prisma.contact.updateMany({ where: { conversationId: id }, data: { confirmedAt: now } })
  expect(await told(id, 9_999)).toBe(true)
  await database.prisma.contact.deleteMany({ where: { conversationId: id } })
  await database.transaction((tx) => addContact(tx, keys, { ...adding, kind: 'push', value: '{}', name: 'x' }))
  expect(await told(id, 9_999)).toBe(true)
  await says(id, 'webchat', '/stop')
  expect(await told(id)).toBe(false)
})

it('reaches whoever has the page open', async () => {
  const asked = await fetch(`${office.origin}/v3/directline/tokens/generate`, { method: 'POST' })
  const { token } = (await asked.json()) as { token: string }
  const opened = await fetch(`${office.origin}/v3/directline/conversations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  const { conversationId, streamUrl } = (await opened.json()) as { conversationId: string; streamUrl: string }
  await office.database.prisma.conversation.update({ where: { id: conversationId }, data: { lastOpenAt: null } })
  expect(await told(conversationId)).toBe(false)
  const socket = new WebSocket(streamUrl)
  await expect.poll(() => told(conversationId), { timeout: 10_000 }).toBe(true)
  socket.close()
})

it('reaches nobody in a conversation that does not exist', async () => {
  expect(await told('nobody')).toBe(false)
})
