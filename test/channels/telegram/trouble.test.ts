import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { updateKinds } from '#channels/telegram/read-update.ts'
import { readConfig } from '#config.ts'
import type { Conversations } from '#conversation/conversations.ts'
import { createLog } from '#log.ts'
import { createServer } from '#http/server.ts'
import { loadTexts } from '#texts.ts'
import { freshDatabase, type FreshDatabase } from '../../database/fresh-database.ts'
import { sendingOffice } from '../../outbox/sending-office.ts'
import { type FakeBotApi, startFakeBotApi } from '../../telegram/fake-bot-api.ts'
import { startTelegram } from './office-with-telegram.ts'

let database: FreshDatabase
let fake: FakeBotApi
let running: ReturnType<typeof startTelegram>[] = []
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fake = await startFakeBotApi({ webhookPause: 100, token: `${Math.floor(Math.random() * 1e9)}:the-secret_part` })
})
afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()))
  running = []
  await fake.close().catch(() => {})
})

function start(...wish: Parameters<typeof startTelegram> extends [unknown, unknown, ...infer Rest] ? Rest : never) {
  const started = startTelegram(fake, database, ...wish)
  running.push(started)
  return started
}

const polls = () => fake.count(/getUpdates/)

it('asks for the kinds of updates that it reads, and for no others', async () => {
  start()
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  expect(fake.calls.find(({ method }) => method === 'getUpdates')?.params['allowed_updates']).toEqual([...updateKinds])
  expect(fake.queue.allowed).toEqual([...updateKinds])
})

it('says in one line that the token is wrong, naming its setting, and keeps quiet after that', async () => {
  const { said, bot } = start({ settings: { TELEGRAM_BOT_TOKEN: '1:wrong' } })
  await vi.waitFor(() => expect(fake.count()).toBeGreaterThan(2), { timeout: 8000 })
  expect(said).toEqual([expect.stringContaining('TELEGRAM_BOT_TOKEN')])
  expect(bot.notes().join()).toContain('TELEGRAM_BOT_TOKEN')
  expect(bot.username()).toBeUndefined()
})

it('waits with growing pauses while Telegram is away, says so, and goes on by itself', async () => {
  await fake.goAway()
  const { said, bot } = start()
  await vi.waitFor(() => expect(bot.notes().join()).toContain('does not answer'), { timeout: 5000 })
  await fake.comeBack()
  await vi.waitFor(() => expect(polls()).toBeGreaterThan(0), { timeout: 10_000 })
  await vi.waitFor(() => expect(bot.notes()).toEqual([]), { timeout: 5000 })
  expect(said).toEqual([expect.stringContaining('does not answer'), expect.stringContaining('answers again')])
  await vi.waitFor(() => expect(bot.username()).toBe('probe_bot'), { timeout: 10_000 })
})

it('waits and says so when another program polls with the same token', async () => {
  const { said } = start()
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  await fetch(`${fake.root}/bot${fake.token}/getUpdates?timeout=0`)
  await vi.waitFor(() => expect(said).toEqual([expect.stringContaining('Another program polls')]), { timeout: 5000 })
  await vi.waitFor(() => expect(said).toHaveLength(2), { timeout: 5000 })
})

it('polls once however many processes share the database, and the next one takes over', async () => {
  const [one] = [start(), start()]
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  await setTimeout(1500)
  expect(fake.calls.filter(({ status }) => status === 409)).toEqual([])
  expect(polls()).toBe(1)
  await one?.stop()
  const user = fake.user({ language_code: 'de' })
  user.sends('/start')
  await vi.waitFor(() => expect(user.sees).toHaveLength(1), { timeout: 8000 })
})

/** The first call of this method is too many. */
function isTooMany(method: string, seconds = 1): void {
  let refusals = 1
  const description = `Too Many Requests: retry after ${seconds}`
  fake.trouble = (call) =>
    call.method === method && refusals-- > 0
      ? { kind: 'refuse', code: 429, description, retryAfter: seconds }
      : undefined
}

const webhookMode = {
  TELEGRAM_MODE: 'webhook',
  TELEGRAM_WEBHOOK_SECRET: 'geheim',
  PUBLIC_URL: 'https://termine.example.de',
}

it.each([
  ['getMe', {}],
  ['deleteWebhook', {}],
  ['getUpdates', {}],
  ['setChatMenuButton', {}],
  ['setMyCommands', {}],
  ['setMyShortDescription', {}],
  ['setWebhook', webhookMode],
])('waits with %s as long as Telegram says, and asks nothing at all meanwhile', async (method, settings) => {
  isTooMany(method)
  start({ settings })
  const calls = () => fake.calls.filter((call) => call.method === method)
  await vi.waitFor(() => expect(calls().length).toBeGreaterThan(1), { timeout: 10_000 })
  const [refused, again] = calls()
  expect(refused?.status).toBe(429)
  expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1000)
  expect(fake.tooEarly).toEqual([])
})

it('answers no press again that was too many, and what was pressed all the same', async () => {
  start()
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  const user = fake.user({ language_code: 'de' })
  user.sends('/start')
  await vi.waitFor(() => expect(user.sees).toHaveLength(1), { timeout: 5000 })
  isTooMany('answerCallbackQuery')
  user.presses('menu:help')
  await vi.waitFor(() => expect(user.sees[0]?.text).toContain(loadTexts()('de')('help')), { timeout: 8000 })
  expect(fake.count(/answerCallbackQuery/)).toBe(1)
  expect(fake.tooEarly).toEqual([])
})

it('says once that it is typing, also when that was too many', async () => {
  const { promise: thought, resolve: think } = Promise.withResolvers<void>()
  start({
    heard: (real) => ({
      ...real,
      receive: async (incoming) => {
        await thought
        return real.receive(incoming)
      },
    }),
  })
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  isTooMany('sendChatAction')
  const user = fake.user({ language_code: 'de' })
  user.sends('/start')
  await vi.waitFor(() => expect(fake.count(/sendChatAction/)).toBe(1), { timeout: 5000 })
  think()
  await vi.waitFor(() => expect(user.sees).toHaveLength(1), { timeout: 8000 })
  expect(fake.count(/sendChatAction/)).toBe(1)
  expect(fake.tooEarly).toEqual([])
})

it.each([
  ['getMe', {}],
  ['getUpdates', {}],
  ['setWebhook', webhookMode],
])('stops at once while Telegram wants %s to wait', async (method, settings) => {
  isTooMany(method, 60)
  const { stop } = start({ settings })
  const isRefused = () => fake.calls.some(({ status }) => status === 429)
  await vi.waitFor(() => expect(isRefused()).toBe(true), { timeout: 5000 })
  const since = performance.now()
  await stop()
  expect(performance.now() - since).toBeLessThan(3000)
})

it('stops at once while Telegram does not answer', async () => {
  fake.trouble = ({ method }) => (method === 'setWebhook' ? { kind: 'hang', milliseconds: 10_000 } : undefined)
  const { stop } = start({ settings: webhookMode })
  await vi.waitFor(() => expect(fake.count(/setWebhook/)).toBe(1), { timeout: 5000 })
  const since = performance.now()
  await stop()
  expect(performance.now() - since).toBeLessThan(3000)
})

it('forgets that Telegram refused the webhook when it took it', async () => {
  let refusals = 1
  fake.trouble = ({ method }) =>
    method === 'setWebhook' && refusals-- > 0
      ? { kind: 'refuse', code: 400, description: 'Bad Request: bad webhook: Failed to resolve host' }
      : undefined
  const { bot, said } = start({ settings: webhookMode })
  await vi.waitFor(() => expect(bot.notes().join()).toContain('refuses to hand out updates'), { timeout: 5000 })
  await vi.waitFor(() => expect(bot.notes()).toEqual([]), { timeout: 5000 })
  expect(said).toHaveLength(2)
})

it('asks ever more seldom with a token that was withdrawn, however much waits to be sent, and says so', async () => {
  const office = sendingOffice(database)
  for (let person = 0; person < 40; person++) {
    const { conversationId } = await office.talks.create({ channel: 'telegram', address: String(9_000_000 + person) })
    const address = { channel: 'telegram' as const, conversationId }
    await office.talks.receive({ address, key: `waits:${person}`, act: { kind: 'joined', language: 'de' } })
  }
  fake.trouble = ({ method }) =>
    method === 'sendMessage' ? { kind: 'refuse', code: 401, description: 'Unauthorized' } : undefined
  const { bot } = start({ settings: webhookMode })
  await vi.waitFor(() => expect(bot.notes().join()).toContain('TELEGRAM_BOT_TOKEN'), { timeout: 10_000 })
  const [first = 0] = fake.calls.filter(({ method }) => method === 'sendMessage').map(({ at }) => at)
  await setTimeout(4000 - (performance.now() - first))
  // After a quarter, a half, one and two seconds.
  expect(fake.count(/sendMessage/)).toBeLessThanOrEqual(6)
  const waiting = { status: { in: ['queued' as const, 'sending' as const] } }
  expect(await database.prisma.message.count({ where: waiting })).toBe(40)
  await database.prisma.message.updateMany({ where: waiting, data: { status: 'failed' } })
})

it('never lets the token into a log, a line or a rejection', async () => {
  const lines: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  await fake.goAway()
  const { said, logged } = start()
  await vi.waitFor(() => expect(said.length).toBeGreaterThan(0), { timeout: 5000 })
  await fake.comeBack()
  fake.trouble = ({ method }) =>
    method === 'getMe' ? { kind: 'cut' } : { kind: 'refuse', code: 502, description: 'Bad Gateway' }
  await setTimeout(1500)
  write.mockRestore()
  expect(JSON.stringify([said, logged, lines])).not.toContain('the-secret_part')
})

it('keeps an update until it is committed', async () => {
  let failures = 2
  start({
    heard: (real) => ({
      ...real,
      receive: async (incoming) => {
        if (failures-- > 0) throw Object.assign(new Error('Connection terminated'), { code: '57P01' })
        return real.receive(incoming)
      },
    }),
  })
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  const user = fake.user({ language_code: 'de' })
  user.sends('/start')
  await vi.waitFor(() => expect(user.sees).toHaveLength(1), { timeout: 8000 })
  expect(failures, 'it failed twice before').toBeLessThan(0)
})

it('lets an update go that can’t be read, with a line in the log, and takes all others', async () => {
  const { logged } = start()
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  const user = fake.user({ language_code: 'de' })
  fake.queue.push(1, { message: { message_id: 1, date: 1, chat: { id: 'no number', type: 'private' }, text: 'x' } })
  user.sends('/start')
  await vi.waitFor(() => expect(user.sees).toHaveLength(1), { timeout: 5000 })
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), { timeout: 5000 })
  expect(logged.filter(([event]) => event === 'update-unreadable')).toHaveLength(1)
  expect(logged.map(([event]) => event)).not.toContain('telegram-failed')
})

/** Whatever this person says breaks something. */
function breaks(id: number) {
  const tried: string[] = []
  const heard = (real: Conversations): Conversations => ({
    ...real,
    receive: async (incoming) => {
      const found = await real.find(incoming.address.conversationId)
      if (found?.address !== String(id)) return real.receive(incoming)
      tried.push(incoming.key)
      throw new Error('always')
    },
  })
  return { tried, heard }
}

it('tries an update that always fails five times, and then lets it go: what comes after it is taken', async () => {
  const [broken, other] = [fake.user({ language_code: 'de' }), fake.user({ language_code: 'de' })]
  const { tried, heard } = breaks(broken.id)
  const { logged } = start({ heard })
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  broken.sends('/start')
  broken.sends('Hilfe')
  other.sends('/start')
  await vi.waitFor(() => expect(other.sees).toHaveLength(1), { timeout: 5000 })
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), { timeout: 30_000 })
  expect(tried).toHaveLength(10)
  expect(logged.filter(([event]) => event === 'update-let-go')).toHaveLength(2)
})

it('lets it go after as many tries where it comes by webhook', async () => {
  const user = fake.user({ language_code: 'de' })
  const { tried, heard } = breaks(user.id)
  const { bot, logged } = start({ settings: webhookMode, heard })
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const server = await createServer({ config, log: createLog(config) })
  onTestFinished(() => server.close())
  await server.register(bot.plugin)
  fake.hooksAt(await server.listen({ host: '127.0.0.1', port: 0 }))
  await vi.waitFor(() => expect(fake.count(/setWebhook/)).toBe(1), { timeout: 10_000 })
  user.sends('/start')
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), { timeout: 30_000 })
  expect(tried).toHaveLength(5)
  expect(logged.filter(([event]) => event === 'update-let-go')).toHaveLength(1)
  const unreadable = await fetch(`${server.listeningOrigin}/telegram/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'geheim' },
    body: '{"update_id":"none"}',
  })
  expect(unreadable.status).toBe(200)
  expect(logged.filter(([event]) => event === 'update-unreadable')).toHaveLength(1)
})

it('answers and takes what comes while another chat is still being thought about', async () => {
  const { promise: thought, resolve: think } = Promise.withResolvers<void>()
  let isFirst = true
  start({
    heard: (real) => ({
      ...real,
      receive: async (incoming) => {
        const waits = isFirst
        isFirst = false
        if (waits) await thought
        return real.receive(incoming)
      },
    }),
  })
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  const [slow, quick] = [fake.user({ language_code: 'de' }), fake.user({ language_code: 'de' })]
  slow.sends('/start')
  await vi.waitFor(() => expect(isFirst).toBe(false), { timeout: 5000 })
  quick.sends('/start')
  await vi.waitFor(() => expect(quick.sees).toHaveLength(1), { timeout: 8000 })
  quick.presses('menu:help')
  await vi.waitFor(() => expect(fake.unanswered).toBe(0), { timeout: 5000 })
  await vi.waitFor(() => expect(quick.sees[0]?.text).toContain(loadTexts()('de')('help')), { timeout: 8000 })
  expect(slow.sees).toEqual([])
  think()
  await vi.waitFor(() => expect(slow.sees).toHaveLength(1), { timeout: 8000 })
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), { timeout: 8000 })
})

it('thinks about few updates at once, however many come: what is being sent must not wait behind them', async () => {
  let now = 0
  let most = 0
  start({
    heard: (real) => ({
      ...real,
      receive: async (incoming) => {
        most = Math.max(most, ++now)
        return real.receive(incoming).finally(() => now--)
      },
    }),
  })
  await vi.waitFor(() => expect(polls()).toBe(1), { timeout: 5000 })
  const users = Array.from({ length: 40 }, () => fake.user({ language_code: 'de' }))
  for (const user of users) user.sends('/start')
  await vi.waitFor(() => expect(users.every(({ sees }) => sees.length === 1)).toBe(true), { timeout: 30_000 })
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(8)
})

it('takes a webhook only with its secret, and answers 200 only after the commit', async () => {
  const heard: string[] = []
  let isBroken = true
  const { bot } = start({
    settings: webhookMode,
    heard: (real) => ({
      ...real,
      receive: async (incoming) => {
        if (isBroken) throw new Error('the database is away')
        return real.receive(incoming)
      },
    }),
  })
  const config = readConfig({ LOG_LEVEL: 'silent' })
  const server = await createServer({ config, log: createLog(config) })
  await server.register(bot.plugin)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as { port: number }
  const url = `http://127.0.0.1:${port}`
  const user = fake.user({ language_code: 'de' })
  const update = user.sends('/start')
  const post = async (secret?: string) => {
    const answer = await fetch(`${url}/telegram/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
      body: JSON.stringify(update),
    })
    heard.push(`${secret ?? ''} ${answer.status}`)
  }
  await post()
  await post('falsch')
  await post('geheim')
  isBroken = false
  await post('geheim')
  expect(heard).toEqual([' 401', 'falsch 401', 'geheim 503', 'geheim 200'])
  fake.hooksAt(url)
  await vi.waitFor(() => expect(fake.count(/setWebhook/)).toBe(1), { timeout: 30_000 })
  expect(fake.calls.find(({ method }) => method === 'setWebhook')?.params).toMatchObject({
    url: 'https://termine.example.de/telegram/webhook',
    secret_token: 'geheim',
    allowed_updates: [...updateKinds],
  })
  await vi.waitFor(() => expect(user.sees[0]?.text).toContain(loadTexts()('de')('greeting')), { timeout: 30_000 })
  // Telegram delivers the same update itself: the inbox has it already.
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), { timeout: 30_000 })
  expect(user.sees).toHaveLength(1)
  await server.close()
})

it.each([
  [{ DATABASE_URL: 'postgres://x', SECRET_KEY: 'x'.repeat(32) }, /PUBLIC_URL is missing/],
  [{ HOST: '0.0.0.0' }, /PUBLIC_URL is missing/],
  [{ TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://a.example' }, /TELEGRAM_WEBHOOK_SECRET is missing/],
  [{ TELEGRAM_BOT_TOKEN: 'nonsense' }, /TELEGRAM_BOT_TOKEN must look like/],
])('does not start with %j', (settings, reason) => {
  expect(() => readConfig({ TELEGRAM_BOT_TOKEN: '1:a', ...settings })).toThrow(reason)
})

it('starts a trial on one machine without PUBLIC_URL', () => {
  expect(readConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).telegram.botToken).toBe('1:a')
})
