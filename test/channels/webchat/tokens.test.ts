import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { type ChatServer, startChat } from './chat-server.ts'
import { client } from './client.ts'

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

test('a page gets a token for a conversation of its own and a user that the server names', async () => {
  const { status, body } = await web.call('POST', '/tokens/generate', { headers: { origin: chat.url } })
  expect(status).toBe(200)
  expect(body).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 })
  const claims = JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString())
  expect(claims).toMatchObject({ conversationId: body.conversationId, user: expect.stringMatching(/^dl_[\w-]{22}$/) })
})

test('a program without a browser gets one too, with or without a body, whatever type it names', async () => {
  for (const headers of [
    {},
    { 'content-type': 'application/json' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ]) {
    expect((await web.call('POST', '/tokens/generate', { headers })).status).toBe(200)
  }
  expect((await web.call('POST', '/tokens/generate', { body: { user: { id: 'dl_mine', name: 'Me' } } })).status).toBe(
    200,
  )
})

test("another site's page is turned away everywhere, with no 403, which would say that its token expired", async () => {
  const { token, conversationId } = await web.start()
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', `http://evil.example/${chat.url}`]) {
    const headers = { origin }
    expect((await web.call('POST', '/tokens/generate', { headers })).status).toBe(401)
    expect((await web.call('POST', '/tokens/refresh', { token, headers })).status).toBe(401)
    expect((await web.call('POST', '/conversations', { token, headers })).status).toBe(401)
    const path = `/conversations/${conversationId}/activities`
    const refused = await web.call('POST', path, { token, headers, body: { type: 'message', text: 'hello' } })
    expect([refused.status, refused.body.error.code]).toEqual([401, 'ForeignOrigin'])
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
  }
  expect((await web.read({ token, conversationId, streamUrl: '' })).activities).toHaveLength(1)
})

test('the official Web Chat on a site that is on the list may ask and read', async () => {
  const origin = 'https://www.rhein-kreis-neuss.de'
  const asked = await web.call('OPTIONS', '/conversations/x/activities', {
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-ms-bot-agent,x-requested-with',
    },
  })
  expect(asked.status).toBe(204)
  expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
  expect(asked.headers.get('access-control-allow-headers')).toContain('x-ms-bot-agent')
  const generated = await web.call('POST', '/tokens/generate', { headers: { origin } })
  expect(generated.status).toBe(200)
  expect(generated.headers.get('access-control-allow-origin')).toBe(origin)
})

test('with PUBLIC_URL set only that page is our own, and streams go there', async () => {
  const other = await startChat(database, { settings: { PUBLIC_URL: 'https://termine.example' } })
  const there = client(other.url)
  const own = { origin: 'https://termine.example' }
  expect((await there.call('POST', '/tokens/generate', { headers: { origin: other.url } })).status).toBe(401)
  const { token } = (await there.call('POST', '/tokens/generate', { headers: own })).body
  const { streamUrl } = (await there.call('POST', '/conversations', { token, headers: own })).body
  expect(streamUrl).toMatch(/^wss:\/\/termine\.example\/v3\/directline\/conversations\//)
  await other.close()
})

test('refreshing gives another token for the same user and conversation', async () => {
  const { token, conversationId } = await web.start()
  const { status, body } = await web.call('POST', '/tokens/refresh', { token })
  expect(status).toBe(200)
  expect(body).toEqual({ conversationId, token: expect.any(String), expires_in: 1800 })
  expect(body.token).not.toBe(token)
  expect((await web.call('GET', `/conversations/${conversationId}/activities`, { token: body.token })).status).toBe(200)
})

test('403 says that a token expired and nothing else', async () => {
  const { token, conversationId } = await web.start()
  const path = `/conversations/${conversationId}/activities`
  const start = chat.clock.now
  chat.clock.now = new Date(start.getTime() + 30 * 60_000 - 1000)
  expect((await web.call('GET', path, { token })).status).toBe(200)
  chat.clock.now = new Date(start.getTime() + 30 * 60_000 + 1000)
  expect((await web.call('GET', path, { token })).status).toBe(403)
  expect((await web.call('POST', '/tokens/refresh', { token })).status).toBe(403)
  expect((await web.call('POST', path, { token, body: { type: 'message', text: 'x' } })).status).toBe(403)
  chat.clock.now = start
})

test('no token, a changed one, and one of another use or algorithm open nothing', async () => {
  const { token, conversationId, streamUrl } = await web.start()
  const [header, payload, signature] = token.split('.') as [string, string, string]
  const forge = (change: object, part: string) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(part, 'base64url').toString()), ...change })).toString(
      'base64url',
    )
  const forged = [
    `${header}.${forge({ user: 'dl_other' }, payload)}.${signature}`,
    `${forge({ alg: 'none' }, header)}.${payload}.`,
    `${forge({ alg: 'none' }, header)}.${payload}.${signature}`,
    `${token}x`,
    `${header}.${payload}`,
    `${token}.${signature}`,
    new URL(streamUrl).searchParams.get('t')!,
    'x',
  ]
  for (const each of forged) {
    const { status, body } = await web.call('GET', `/conversations/${conversationId}/activities`, { token: each })
    expect([status, body.error.code]).toEqual([401, 'InvalidToken'])
  }
  const path = `/conversations/${conversationId}/activities`
  expect((await web.call('GET', path)).status).toBe(401)
  expect((await web.call('POST', path, { body: { type: 'message', text: 'x' } })).status).toBe(401)
  expect((await web.call('POST', '/conversations')).status).toBe(401)
  expect((await web.call('POST', '/tokens/refresh')).status).toBe(401)
})

test("a token never opens somebody else's conversation", async () => {
  const mine = await web.start()
  const theirs = await web.start()
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/activities'],
    ['POST', '/activities'],
    ['POST', '/upload'],
  ] as const) {
    const body = method === 'POST' ? { type: 'message', text: 'x' } : undefined
    const answer = await web.call(method, `/conversations/${theirs.conversationId}${path}`, { token: mine.token, body })
    expect([answer.status, answer.body.error.code]).toEqual([404, 'ConversationNotFound'])
  }
  expect((await web.read(theirs)).activities).toHaveLength(1)
})

test('who asks for too many tokens is told when to come back; others are not affected', async () => {
  const strict = await startChat(database, { limits: { tokens: { max: 3, timeWindow: 60_000 } } })
  const there = client(strict.url)
  const ask = (address: string) => there.call('POST', '/tokens/generate', { headers: { 'x-forwarded-for': address } })
  const answers = await Promise.all(Array.from({ length: 4 }, () => ask('192.0.2.1')))
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 200, 200, 429])
  const refused = answers.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask('192.0.2.2')).status).toBe(200)
  await strict.close()
})

// On a machine that is busy with other things it may need another try.
test('500 people behind one address get their tokens within 10 seconds', { timeout: 10_000, retry: 2 }, async () => {
  const statuses = await Promise.all(
    Array.from({ length: 500 }, async () => (await web.call('POST', '/tokens/generate')).status),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('nothing of this is ever kept by a cache', async () => {
  expect((await web.call('POST', '/tokens/generate')).headers.get('cache-control')).toBe('no-store')
})
