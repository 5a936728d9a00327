import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { type ChatServer, startChat } from './chat-server.ts'
import { client } from './client.ts'

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

test('starting a conversation is answered as DirectLineJS needs it, and somebody speaks first', async () => {
  const { token, conversationId } = (await web.call('POST', '/tokens/generate')).body
  const { status, body } = await web.call('POST', '/conversations', {
    token,
    body: { user: { id: 'me' }, locale: 'uk-UA' },
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({ conversationId, token: expect.any(String), expires_in: 1800 })
  expect(body.streamUrl).toMatch(
    /^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/[\w-]+\/stream\?watermark=0&t=/,
  )
  const { activities, watermark } = await web.read(body)
  expect(watermark).toBe('1')
  expect(activities).toMatchObject([
    {
      type: 'message',
      id: `${conversationId}|0000001`,
      from: { role: 'bot' },
      conversation: { id: conversationId },
      textFormat: 'plain',
      inputHint: 'expectingInput',
      channelData: { step: 'language' },
    },
  ])
})

test('greets once, however often and early a client joins, starts or reconnects', async () => {
  const { token, conversationId } = (await web.call('POST', '/tokens/generate')).body
  const session = { token, conversationId, streamUrl: '' }
  const join = { type: 'event', name: 'webchat/join', value: { language: 'uk-UA' } }
  await Promise.all([
    web.post(session, join),
    web.call('POST', '/conversations', { token, body: {} }),
    web.call('POST', '/conversations', { token, body: {} }),
    web.call('GET', `/conversations/${conversationId}`, { token }),
    web.read(session),
    web.post(session, join),
  ])
  await web.post(session, join)
  expect((await web.read(session)).activities).toHaveLength(1)
})

test('a client that only polls is greeted too', async () => {
  const { token, conversationId } = (await web.call('POST', '/tokens/generate')).body
  expect((await web.read({ token, conversationId, streamUrl: '' })).activities).toHaveLength(1)
})

test('a page that has settled the language is greeted in it, with no question about it', async () => {
  const session = await web.start({ language: 'uk' })
  const { activities } = await web.read(session)
  expect(activities).toHaveLength(1)
  expect(activities[0]).toMatchObject({ locale: 'uk', channelData: { step: 'menu', language: 'uk', direction: 'ltr' } })
})

test('a join that settles the language after the greeting is heard, once', async () => {
  const session = await web.start()
  const join = { type: 'event', name: 'webchat/join', channelData: { language: 'ar' } }
  await web.post(session, join)
  await web.post(session, join)
  const { activities } = await web.read(session)
  expect(activities.map(({ channelData }) => channelData.step)).toEqual(['language', 'menu'])
  expect(activities[1].channelData).toMatchObject({ language: 'ar', direction: 'rtl' })
})

test("a person's own message comes back first, with the client's name of it and the server's id", async () => {
  const session = await web.start({ language: 'en' })
  const { status, body } = await web.say(session, 'hello', 'client-1')
  expect(status).toBe(200)
  const { activities } = await web.read(session, '1')
  expect(activities.length).toBeGreaterThan(1)
  const [echo, ...replies] = activities
  expect(echo).toMatchObject({
    id: body.id,
    type: 'message',
    text: 'hello',
    from: { role: 'user', id: expect.stringMatching(/^dl_/) },
    channelData: { clientActivityID: 'client-1' },
  })
  for (const reply of replies) {
    expect(reply.from.role).toBe('bot')
    expect(reply).not.toHaveProperty('replyToId')
  }
})

test('ids and timestamps grow strictly, in whole milliseconds', async () => {
  const session = await web.start({ language: 'en' })
  await Promise.all(Array.from({ length: 8 }, (_, index) => web.say(session, `hello ${index}`)))
  const { activities } = await web.read(session)
  const times = activities.map(({ timestamp }) => timestamp)
  for (const [index, time] of times.entries()) expect(index === 0 || times[index - 1] < time).toBe(true)
  expect(times.every((time) => /\.\d{3}Z$/.test(time))).toBe(true)
  const ids = activities.map(({ id }) => id)
  for (const [index, id] of ids.entries()) expect(index === 0 || ids[index - 1] < id).toBe(true)
})

test('what a client says about itself is not believed', async () => {
  const session = await web.start({ language: 'en' })
  const { body } = await web.post(session, {
    type: 'message',
    text: 'hello',
    id: `${session.conversationId}|0000001`,
    from: { id: 'terminlotse', role: 'bot', name: 'The office' },
    recipient: { id: 'somebody' },
    conversation: { id: 'other' },
    serviceUrl: 'http://169.254.169.254/',
    timestamp: '1999-01-01T00:00:00Z',
    replyToId: 'x',
  })
  const { activities } = await web.read(session, '1')
  const claims = JSON.parse(Buffer.from(session.token.split('.')[1]!, 'base64url').toString())
  expect(activities[0]).toMatchObject({ id: body.id, from: { id: claims.user, role: 'user' } })
  expect(activities[0].id).not.toBe(`${session.conversationId}|0000001`)
  expect(JSON.stringify(activities)).not.toMatch(/1999|169\.254|The office|somebody/)
})

test('the same message posted again, even at the same time, is one message with one id', async () => {
  const session = await web.start({ language: 'en' })
  const answers = await Promise.all(Array.from({ length: 5 }, () => web.say(session, 'hello', 'tapped twice')))
  answers.push(await web.say(session, 'hello', 'tapped twice'))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  const { activities } = await web.read(session)
  expect(activities.filter(({ from }) => from.role === 'user')).toHaveLength(1)
})

test("two people's clients may use the same name for a message", async () => {
  const sessions = await Promise.all([web.start(), web.start()])
  for (const session of sessions) {
    await web.say(session, 'hello', '1')
    expect((await web.read(session, '1')).activities[0]).toMatchObject({ text: 'hello', from: { role: 'user' } })
  }
})

test.each([
  ['its text', { text: 'language:uk' }],
  ['its value (postBack, Adaptive Card)', { value: 'language:uk', channelData: { postBack: true } }],
  ['a value inside an object', { value: { value: 'language:uk' } }],
  [
    'text, value and the wording on the button (messageBack)',
    { text: 'language:uk', value: 'language:uk', channelData: { messageBack: { displayText: 'Українська' } } },
  ],
])('a button may be pressed by %s', async (_way, activity) => {
  const session = await web.start()
  await web.post(session, { type: 'message', ...activity })
  const last = (await web.read(session)).activities.at(-1)
  expect(last).toMatchObject({ locale: 'uk', channelData: { step: 'menu' } })
})

test('a pressed button is shown again by its wording, and a silent one not at all', async () => {
  const session = await web.start()
  await web.post(session, {
    type: 'message',
    text: 'language:uk',
    value: 'language:uk',
    channelData: { messageBack: { displayText: 'Українська' } },
  })
  await web.post(session, { type: 'message', value: 'menu:help' })
  const echoes = (await web.read(session)).activities.filter(({ from }) => from.role === 'user')
  expect(echoes[0]).toMatchObject({ text: 'Українська', value: 'language:uk' })
  expect(echoes[1]).toMatchObject({ text: '', value: 'menu:help', channelData: { postBack: true } })
})

test('whatever is no message and no join is taken and changes nothing', async () => {
  const session = await web.start()
  for (const activity of [
    { type: 'typing' },
    { type: 'event', name: 'something/else', value: 1 },
    { type: 'event' },
    { type: 'invoke', name: 'x' },
    { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] },
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    { type: 'endOfConversation' },
    { type: 'made/up' },
  ]) {
    const { status, body } = await web.post(session, activity)
    expect([status, typeof body.id]).toEqual([200, 'string'])
  }
  expect((await web.read(session)).activities).toHaveLength(1)
})

test('a picture is answered, not ignored', async () => {
  const session = await web.start({ language: 'en' })
  await web.post(session, {
    type: 'message',
    attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/1.png' }],
  })
  const { activities } = await web.read(session, '1')
  expect(activities.length).toBeGreaterThan(1)
  expect(JSON.stringify(activities)).not.toContain('x.example')
})

test('only what came after the watermark is given', async () => {
  const session = await web.start({ language: 'en' })
  await web.say(session, 'hello')
  const all = await web.read(session)
  expect(all.watermark).toBe(String(all.activities.length))
  expect((await web.read(session, '')).activities).toEqual(all.activities)
  expect((await web.read(session, '2')).activities).toEqual(all.activities.slice(2))
  expect(await web.read(session, all.watermark)).toEqual({ activities: [], watermark: all.watermark })
  expect(await web.read(session, '999')).toEqual({ activities: [], watermark: '999' })
})

test('reconnecting gives a fresh token and a stream from where the client stood', async () => {
  const session = await web.start()
  const { status, body } = await web.call('GET', `/conversations/${session.conversationId}?watermark=7`, {
    token: session.token,
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({ conversationId: session.conversationId, expires_in: 1800 })
  expect(body.token).not.toBe(session.token)
  expect(body.streamUrl).toContain('/stream?watermark=7&t=')
})

test('what cannot be read is refused with 4xx and a reason, and nobody else notices', async () => {
  const session = await web.start()
  const path = `/conversations/${session.conversationId}/activities`
  const { token } = session
  const bodies = [
    '{"type":"message"',
    '[]',
    '"text"',
    'null',
    '1',
    '',
    '{}',
    '{"type":7}',
    '{"type":"message","text":{}}',
    '{"__proto__":{"a":1},"type":"message"}',
  ]
  for (const body of bodies) {
    const answer = await web.call('POST', path, { token, body, headers: { 'content-type': 'application/json' } })
    expect([body, answer.status, typeof answer.body.error.message]).toEqual([body, 400, 'string'])
  }
  expect((await web.call('POST', path, { token, body: 'x=1', headers: { 'content-type': 'text/plain' } })).status).toBe(
    415,
  )
  for (const watermark of ['-1', 'abc', '1e3', '99999999999999', '1;']) {
    expect((await web.call('GET', `${path}?watermark=${watermark}`, { token })).status).toBe(400)
  }
  expect((await web.read(session)).activities).toHaveLength(1)
})

test('a long message in any script passes; a megabyte is too large, and is told so', async () => {
  const session = await web.start({ language: 'ar' })
  expect((await web.say(session, 'ش'.repeat(60_000))).status).toBe(200)
  expect((await web.say(session, '\ud800\u0000\u202e'.repeat(6000))).status).toBe(200)
  const answers = await Promise.all(Array.from({ length: 5 }, () => web.say(session, 'x'.repeat(1024 * 1024))))
  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413, 413, 413])
  expect((await web.say(session, 'hello')).status).toBe(200)
})

test('without a token not even the body is read', async () => {
  const { conversationId } = await web.start()
  for (const path of ['activities', 'upload']) {
    const body = JSON.stringify({ type: 'message', text: 'x'.repeat(1024 * 1024) })
    expect((await web.call('POST', `/conversations/${conversationId}/${path}`, { body })).status).toBe(401)
  }
})

test('any name that a client gives its message is a name', async () => {
  const session = await web.start()
  for (const name of ['\u0000', 'x'.repeat(10_000), '\ud800', "'; DROP TABLE inbox", '']) {
    const first = await web.say(session, 'hello', name)
    expect(first.status).toBe(200)
    expect((await web.say(session, 'hello', name)).body.id).toBe(first.body.id)
  }
})

test('files are refused for good, after they have been sent', async () => {
  const session = await web.start()
  const form = new FormData()
  form.append('activity', new Blob(['{"type":"message"}'], { type: 'application/vnd.microsoft.activity' }))
  form.append('file', new Blob([new Uint8Array(3 * 1024 * 1024)]), 'photo.jpg')
  const response = await fetch(`${chat.url}/v3/directline/conversations/${session.conversationId}/upload?userId=x`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session.token}` },
    body: form,
  })
  expect([response.status, await response.json()]).toMatchObject([415, { error: { code: 'UploadsNotSupported' } }])
})

test('what we do not have is 404 in the same shape', async () => {
  for (const [method, path] of [
    ['GET', '/session/getsessionid'],
    ['GET', '/nothing'],
    ['DELETE', '/conversations/x'],
  ] as const) {
    const { status, body } = await web.call(method, path)
    expect([status, body.error.code]).toEqual([404, 'NotFound'])
  }
  const { status } = await web.call('GET', '/conversations/x/stream')
  expect(status).toBe(426)
})

test('asking 20 times a second is never limited', async () => {
  const session = await web.start()
  for (let second = 0; second < 3; second++) {
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () =>
        web.call('GET', `/conversations/${session.conversationId}/activities`, session),
      ),
    )
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]))
  }
})

test('who posts too fast is told when to come back; others are not affected', async () => {
  const strict = await startChat(database, { limits: { posts: { max: 3, timeWindow: 60_000 } } })
  const there = client(strict.url)
  const [fast, calm] = await Promise.all([there.start(), there.start()])
  const answers = await Promise.all(Array.from({ length: 4 }, () => there.say(fast, 'hello')))
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 200, 200, 429])
  expect(Number(answers.find(({ status }) => status === 429)?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await there.say(calm, 'hello')).status).toBe(200)
  await strict.close()
})
