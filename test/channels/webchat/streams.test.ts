import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { type ChatServer, startChat } from './chat-server.ts'
import { client, type Session } from './client.ts'
import { openStream, refusal } from './stream.ts'

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

test('the first stream replays from the start what was posted before it opened', async () => {
  const session = await web.start({ language: 'en' })
  const { body } = await web.say(session, 'hello')
  const stream = await openStream(session.streamUrl)
  await expect.poll(() => stream.sets()).toHaveLength(1)
  expect(stream.sets()[0]).toEqual(await web.read(session))
  expect(stream.activities().map(({ id }) => id)).toContain(body.id)
  stream.close()
})

test('what is said later arrives on every stream of the conversation, once and in order, and on no other', async () => {
  const [session, other] = await Promise.all([web.start(), web.start()])
  const streams = [await openStream(session.streamUrl), await again(session), await again(session)]
  const elsewhere = await openStream(other.streamUrl)
  await Promise.all(Array.from({ length: 10 }, (_, index) => web.say(session, `hello ${index}`)))
  const { activities } = await web.read(session)
  for (const stream of streams) {
    await expect.poll(() => stream.activities().length).toBeGreaterThanOrEqual(activities.length)
    expect(stream.activities()).toEqual(activities)
    expect(stream.sets().at(-1).watermark).toBe(String(activities.length))
    stream.close()
  }
  expect(elsewhere.activities()).toHaveLength(1)
  elsewhere.close()
})

test('a second stream does not close the first', async () => {
  const session = await web.start()
  const first = await openStream(session.streamUrl)
  const second = await again(session)
  await web.say(session, 'hello')
  await expect.poll(() => first.activities().length).toBeGreaterThan(1)
  second.close()
  const before = first.activities().length
  await web.say(session, 'hello again')
  await expect.poll(() => first.activities().length).toBeGreaterThan(before)
  first.close()
})

test('a client that comes back with its watermark gets exactly what it missed, also after a restart of the server', async () => {
  const before = await startChat(database)
  const session = await client(before.url).start({ language: 'en' })
  const stream = await openStream(session.streamUrl)
  await expect.poll(() => stream.sets()).toHaveLength(1)
  const { watermark } = stream.sets()[0]
  await client(before.url).say(session, 'hello')
  await before.close()
  expect(await stream.closed).toBe(1001)

  const after = await startChat(database, { port: before.port })
  const { body } = await client(after.url).call(
    'GET',
    `/conversations/${session.conversationId}?watermark=${watermark}`,
    session,
  )
  const resumed = await openStream(body.streamUrl)
  await expect.poll(() => resumed.activities().length).toBeGreaterThanOrEqual(2)
  expect(resumed.activities()[0]).toMatchObject({ text: 'hello', from: { role: 'user' } })
  const all = await client(after.url).read({ ...session, token: body.token })
  expect(resumed.activities()).toEqual(all.activities.slice(Number(watermark)))
  resumed.close()
  await after.close()
})

test('two processes over one database wake the streams of each other', async () => {
  const other = await startChat(database)
  const session = await web.start()
  const here = await openStream(session.streamUrl)
  const { streamUrl } = (await client(other.url).call('GET', `/conversations/${session.conversationId}`, session)).body
  const there = await openStream(streamUrl)
  const webs = [web, client(other.url)]
  await Promise.all(Array.from({ length: 20 }, (_, index) => webs[index % 2]!.say(session, `hello ${index}`)))
  const { activities } = await web.read(session)
  for (const stream of [here, there]) {
    await expect.poll(() => stream.activities().length).toBeGreaterThanOrEqual(activities.length)
    expect(stream.activities()).toEqual(activities)
    stream.close()
  }
  await other.close()
})

test('what a lost notification did not bring arrives with the next heartbeat', async () => {
  const deaf = { ...database, listen: async () => async () => {} }
  const other = await startChat(deaf, { limits: { heartbeat: 200 } })
  const session = await client(other.url).start()
  const stream = await openStream(session.streamUrl)
  await web.say(session, 'hello')
  await expect.poll(() => stream.activities().length).toBeGreaterThan(1)
  stream.close()
  await other.close()
})

test('empty frames go both ways and mean nothing', async () => {
  const other = await startChat(database, { limits: { heartbeat: 200 } })
  const session = await client(other.url).start()
  const stream = await openStream(session.streamUrl)
  stream.socket.send('')
  stream.socket.send('{"type":"message","text":"hello"}')
  await expect.poll(() => stream.frames.filter((frame) => frame === '').length).toBeGreaterThan(3)
  expect(stream.activities()).toHaveLength(1)
  stream.close()
  await other.close()
})

test('a client that no longer answers is hung up on, one that does is kept', async () => {
  const other = await startChat(database, { limits: { heartbeat: 200 } })
  const sessions = await Promise.all([client(other.url).start(), client(other.url).start()])
  const dead = await openStream(sessions[0].streamUrl, { autoPong: false })
  const alive = await openStream(sessions[1].streamUrl)
  expect(await dead.closed).toBe(1006)
  const beats = alive.frames.length
  await expect.poll(() => alive.frames.length).toBeGreaterThan(beats + 2)
  expect(alive.socket.readyState).toBe(alive.socket.OPEN)
  alive.close()
  await other.close()
})

test('a ticket opens one stream, in whichever process', async () => {
  const other = await startChat(database)
  const session = await web.start()
  const stream = await openStream(session.streamUrl)
  expect(await refusal(session.streamUrl)).toBe(401)
  expect(await refusal(session.streamUrl.replace(`:${chat.port}/`, `:${other.port}/`))).toBe(401)
  stream.close()
  await other.close()
})

test('a ticket is for a minute', async () => {
  const session = await web.start()
  const start = chat.clock.now
  chat.clock.now = new Date(start.getTime() + 61_000)
  expect(await refusal(session.streamUrl)).toBe(403)
  chat.clock.now = start
})

test('no ticket, a token, a changed ticket and that of another conversation open no stream', async () => {
  const [mine, theirs] = await Promise.all([web.start(), web.start()])
  const withTicket = (ticket: string) => {
    const url = new URL(theirs.streamUrl)
    url.searchParams.set('t', ticket)
    return url.href
  }
  const ticket = new URL(theirs.streamUrl).searchParams.get('t')!
  expect(await refusal(withTicket(''))).toBe(401)
  expect(await refusal(withTicket(theirs.token))).toBe(401)
  expect(await refusal(withTicket(`${ticket.slice(0, -4)}AAAA`))).toBe(401)
  expect(await refusal(withTicket(new URL(mine.streamUrl).searchParams.get('t')!))).toBe(404)
  expect(await refusal(theirs.streamUrl.replace('watermark=0', 'watermark=x'))).toBe(400)
  expect(await refusal(`ws://127.0.0.1:${chat.port}/elsewhere`)).toBe(404)
  expect(await refusal(`ws://127.0.0.1:${chat.port}//`)).toBe(404)
  const stream = await openStream(theirs.streamUrl)
  stream.close()
})

test("another site's page opens no stream; one on the list and our own do", async () => {
  const session = await web.start()
  expect(await refusal(session.streamUrl, { origin: 'https://evil.example' })).toBe(401)
  const embedded = await openStream(session.streamUrl, { origin: 'https://www.rhein-kreis-neuss.de' })
  const own = await openStream((await reconnect(session)).streamUrl, { origin: chat.url })
  for (const stream of [embedded, own]) stream.close()
})

test('a frame of a megabyte closes its own socket and no other', async () => {
  const [rude, calm] = await Promise.all([web.start(), web.start()])
  const streams = {
    rude: await openStream(rude.streamUrl),
    second: await again(rude),
    calm: await openStream(calm.streamUrl),
  }
  streams.rude.socket.send('x'.repeat(1024 * 1024))
  expect(await streams.rude.closed).toBe(1009)
  await Promise.all([web.say(rude, 'hello'), web.say(calm, 'hello')])
  await expect.poll(() => streams.second.activities().length).toBeGreaterThan(1)
  await expect.poll(() => streams.calm.activities().length).toBeGreaterThan(1)
  streams.second.close()
  streams.calm.close()
})

test('lines that break while a stream opens hurt nobody', async () => {
  const session = await web.start()
  for (let attempt = 0; attempt < 20; attempt++) {
    const { pathname, search } = new URL((await reconnect(session)).streamUrl)
    const line = connect(chat.port, '127.0.0.1')
    await once(line, 'connect')
    line.write(
      [
        `GET ${pathname}${search} HTTP/1.1`,
        'Host: x',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
        '',
        '',
      ].join('\r\n'),
    )
    await setTimeout(attempt % 4)
    line.resetAndDestroy()
  }
  expect((await web.say(session, 'hello')).status).toBe(200)
})

test('a client that floods its stream is hung up on', async () => {
  const session = await web.start()
  const stream = await openStream(session.streamUrl)
  for (let count = 0; count < 200; count++) stream.socket.send('x')
  expect(await stream.closed).toBe(1008)
})

test('a ninth window of one person is refused and the eight stay; a closed one makes room', async () => {
  const session = await web.start()
  const streams = [await openStream(session.streamUrl)]
  while (streams.length < 8) streams.push(await again(session))
  const { streamUrl } = await reconnect(session)
  expect(await refusal(streamUrl)).toBe(429)
  expect(streams.every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true)
  const last = streams.pop()!
  last.close()
  await last.closed
  streams.push(await openStream(streamUrl))
  for (const stream of streams) stream.close()
})

test('one address may hold only so many streams', async () => {
  const strict = await startChat(database, { limits: { sockets: { perConversation: 8, perAddress: 2 } } })
  const there = client(strict.url)
  const streams = [await openStream((await there.start()).streamUrl), await openStream((await there.start()).streamUrl)]
  const { streamUrl } = await there.start()
  expect(await refusal(streamUrl)).toBe(429)
  streams.push(await openStream(streamUrl, { headers: { 'x-forwarded-for': '192.0.2.7' } }))
  for (const stream of streams) stream.close()
  await strict.close()
})

test('a client too slow to read is hung up on before it fills our memory', async () => {
  const session = await web.start({ language: 'en' })
  const stream = await openStream(session.streamUrl)
  await expect.poll(() => stream.activities()).toHaveLength(1)
  stream.socket.pause()
  for (let count = 0; count < 60; count++) {
    await web.say(session, 'x'.repeat(250_000))
    if (stream.socket.readyState !== stream.socket.OPEN) break
  }
  stream.socket.resume()
  expect(await stream.closed).toBe(1006)
  expect((await web.read(session, '100')).activities.length).toBeGreaterThan(0)
})

test('a stream outlives its token, which its client refreshes', async () => {
  const session = await web.start()
  const stream = await openStream(session.streamUrl)
  const { token } = (await web.call('POST', '/tokens/refresh', session)).body
  await web.say({ ...session, token }, 'hello')
  await expect.poll(() => stream.activities().length).toBeGreaterThan(1)
  stream.close()
})

async function reconnect(session: Session): Promise<Session> {
  return (await web.call('GET', `/conversations/${session.conversationId}`, session)).body
}

async function again(session: Session) {
  return openStream((await reconnect(session)).streamUrl)
}
