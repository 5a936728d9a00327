import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Language, loadTexts } from '#texts.ts'
import { freshDatabase, type FreshDatabase } from '../../database/fresh-database.ts'
import { type FakeBotApi, startFakeBotApi } from '../../telegram/fake-bot-api.ts'
import { startTelegram } from './office-with-telegram.ts'

const speak = loadTexts()
const soon = { timeout: 15_000 }

let database: FreshDatabase
let fake: FakeBotApi
let running: ReturnType<typeof startTelegram>[] = []
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fake = await startFakeBotApi()
})
afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()))
  running = []
  await fake.close()
})

async function start({ isKnown = true, settings = {} } = {}) {
  const started = startTelegram(fake, database, { settings })
  running.push(started)
  if (isKnown) await vi.waitFor(() => expect(started.bot.username()).toBeDefined(), soon)
  await vi.waitFor(() => expect(fake.count(/getUpdates/)).toBeGreaterThan(0), soon)
  return started
}

const remembered = () => database.prisma.setting.count({ where: { key: { startsWith: 'telegram-leave:' } } })
const goodbye = (language: Language) => speak(language)('telegram.private-only-at', { place: '@probe_bot' })

it.each(Language.options)(
  'says in a group that appointments are a private matter, where, and leaves, in %s',
  async (language) => {
    await start()
    const group = fake.group()
    group.adds('member', { language })
    group.says('/start', language)
    await vi.waitFor(() => expect(group.hasLeft).toBe(true), soon)
    expect(group.texts).toEqual([goodbye(language)])
    await vi.waitFor(async () => expect(await remembered()).toBe(0), soon)
  },
)

it.each([
  ['a channel that it may write in', 'channel', 'administrator', {}],
  ['a group in which it may do little', 'supergroup', 'restricted', { is_member: true }],
] as const)('leaves %s', async (_what, type, status, rights) => {
  await start()
  const group = fake.group({ type })
  group.adds(status, rights)
  await vi.waitFor(() => expect(group.hasLeft).toBe(true), soon)
  expect(group.texts).toEqual([goodbye('de')])
})

it('leaves a channel in which something is said', async () => {
  await start()
  const channel = fake.group({ type: 'channel' })
  channel.says('Nachricht')
  await vi.waitFor(() => expect(channel.hasLeft).toBe(true), soon)
})

it('leaves by itself when Telegram did not answer at first, and explains it once', async () => {
  let failures = 2
  fake.trouble = ({ method }) =>
    method === 'leaveChat' && failures-- > 0 ? { kind: 'refuse', code: 502, description: 'Bad Gateway' } : undefined
  await start()
  const [group, other] = [fake.group(), fake.user({ language_code: 'de' })]
  group.adds('member', { language: 'de' })
  group.says('/start', 'de')
  await vi.waitFor(() => expect(failures).toBe(0), soon)
  expect(group.hasLeft).toBe(false)
  // Nobody waits for it.
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), soon)
  other.sends('/start')
  await vi.waitFor(() => expect(other.sees).toHaveLength(1), soon)
  await vi.waitFor(() => expect(group.hasLeft).toBe(true), soon)
  expect(group.texts).toEqual([goodbye('de')])
})

it('leaves after a restart what it could not leave before', async () => {
  fake.trouble = ({ method }) => (method === 'leaveChat' ? { kind: 'cut' } : undefined)
  const { stop } = await start()
  const group = fake.group()
  group.adds('member', { language: 'de' })
  await vi.waitFor(() => expect(fake.count(/leaveChat/)).toBeGreaterThan(0), soon)
  await vi.waitFor(() => expect(fake.queue.pending).toBe(0), soon)
  await stop()
  fake.trouble = undefined
  await start()
  await vi.waitFor(() => expect(group.hasLeft).toBe(true), soon)
  expect(group.texts).toHaveLength(1)
})

it.each([
  [{}, speak('de')('telegram.private-only')],
  [
    { PUBLIC_URL: 'https://termine.example.de' },
    speak('de')('telegram.private-only-at', { place: 'https://termine.example.de' }),
  ],
])('names the web chat as long as its own name is not known, if there is one: %j', async (settings, text) => {
  fake.trouble = ({ method }) =>
    method === 'getMe' ? { kind: 'refuse', code: 502, description: 'Bad Gateway' } : undefined
  await start({ isKnown: false, settings })
  const group = fake.group()
  group.says('/start', 'de')
  await vi.waitFor(() => expect(group.hasLeft).toBe(true), soon)
  expect(group.texts).toEqual([text])
})

it('forgets a group that has put it out meanwhile', async () => {
  await start()
  const group = fake.group()
  fake.chatOf(group.id).hasLeft = true
  group.says('/start', 'de')
  await vi.waitFor(() => expect(fake.calls.find(({ method }) => method === 'leaveChat')?.status).toBe(403), soon)
  await vi.waitFor(async () => expect(await remembered()).toBe(0), soon)
  await setTimeout(100)
  expect(fake.count(/leaveChat/)).toBe(1)
})
