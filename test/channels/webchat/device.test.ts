import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { type ChatServer, startChat } from './chat-server.ts'
import { type Answer, client } from './client.ts'
import { openStream } from './stream.ts'

let database: FreshDatabase
let chat: ChatServer
let web: ReturnType<typeof client>

beforeAll(async () => {
  database = await freshDatabase()
  chat = await startChat(database, { settings: { EMBED_ORIGINS: 'https://www.rhein-kreis-neuss.de' } })
  web = client(chat.url)
})

afterAll(async () => {
  await chat.close()
  await database.close()
})

test('who comes back on the same device goes on in the same conversation as the same user', async () => {
  const first = await visit()
  const cookie = cookieOf(first)
  const session = (await web.call('POST', '/conversations', { token: first.body.token, body: {} })).body
  await web.say(session, 'hello')
  const second = await visit({ cookie })
  expect(second.body.conversationId).toBe(first.body.conversationId)
  expect(user(second)).toBe(user(first))
  expect(cookieOf(second)).toBe(cookie)
  const { activities } = await web.read({ ...second.body, streamUrl: '' })
  expect(activities.map(({ text }) => text)).toContain('hello')
})

test('the cookie is a random number that no script reads, for half a year after the last visit', async () => {
  const attributes = (await visit()).headers.get('set-cookie')!
  expect(attributes).toMatch(/^terminlotse-device=[\w-]{43}; /)
  expect(attributes).toContain('HttpOnly')
  expect(attributes).toContain('SameSite=Lax')
  expect(attributes).toContain('Path=/v3/directline')
  expect(attributes).toContain(`Max-Age=${180 * 24 * 60 * 60}`)
  expect(attributes).not.toContain('Secure')
  const stored = JSON.stringify(await database.prisma.conversation.findMany())
  expect(stored).not.toContain(attributes.slice('terminlotse-device='.length).split(';')[0])
})

test("over https the cookie also lives in a frame on the office's site, apart for each site", async () => {
  const secure = await startChat(database, { settings: { PUBLIC_URL: 'https://termine.example' } })
  const answer = await client(secure.url).call('POST', '/tokens/generate', {
    body: { device: true },
    headers: { origin: 'https://termine.example' },
  })
  const attributes = answer.headers.get('set-cookie')
  for (const part of ['SameSite=None', 'Secure', 'Partitioned', 'HttpOnly']) expect(attributes).toContain(part)
  await secure.close()
})

test('only our own page is remembered, and only when it asks', async () => {
  const embedded = await visit({ origin: 'https://www.rhein-kreis-neuss.de' })
  expect(embedded.status).toBe(200)
  expect(embedded.headers.get('set-cookie')).toBeNull()
  const silent = await web.call('POST', '/tokens/generate', { headers: { origin: chat.url } })
  expect(silent.headers.get('set-cookie')).toBeNull()
  const known = await visit()
  const stranger = await visit({ origin: 'https://www.rhein-kreis-neuss.de', cookie: cookieOf(known) })
  expect(stranger.body.conversationId).not.toBe(known.body.conversationId)
})

test('a cookie that we did not make opens nothing and is replaced', async () => {
  const answer = await visit({ cookie: `terminlotse-device=${'A'.repeat(43)}` })
  expect(answer.status).toBe(200)
  expect(cookieOf(answer)).not.toContain('AAAA')
})

test('a forgotten device finds nothing again, and its open window is closed', async () => {
  const first = await visit()
  const cookie = cookieOf(first)
  const session = (await web.call('POST', '/conversations', { token: first.body.token, body: {} })).body
  const stream = await openStream(session.streamUrl)
  const forgotten = await web.call('DELETE', '/device', { headers: { origin: chat.url, cookie } })
  expect(forgotten.status).toBe(204)
  expect(forgotten.headers.get('set-cookie')).toMatch(/^terminlotse-device=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/)
  expect(await stream.closed).toBe(1000)
  const next = await visit({ cookie })
  expect(next.body.conversationId).not.toBe(first.body.conversationId)
})

test("no other site's page can make a device be forgotten", async () => {
  const cookie = cookieOf(await visit())
  for (const origin of ['https://evil.example', 'https://www.rhein-kreis-neuss.de']) {
    expect((await web.call('DELETE', '/device', { headers: { origin, cookie } })).status).toBe(401)
  }
  const again = await visit({ cookie })
  expect(cookieOf(again)).toBe(cookie)
})

function visit(headers: Record<string, string> = {}): Promise<Answer> {
  return web.call('POST', '/tokens/generate', { body: { device: true }, headers: { origin: chat.url, ...headers } })
}

function cookieOf({ headers }: Answer): string {
  return headers.get('set-cookie')!.split(';')[0]!
}

function user({ body }: Answer): string {
  return JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString()).user
}
