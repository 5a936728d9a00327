import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Language, loadTexts } from '#texts.ts'
import { freshDatabase, type FreshDatabase } from '../../database/fresh-database.ts'
import { type FakeBotApi, startFakeBotApi } from '../../telegram/fake-bot-api.ts'
import { startTelegram } from './office-with-telegram.ts'

const speak = loadTexts()
const soon = { timeout: 10_000 }
/** A button, and three things in every language and in none. */
const all = 1 + 3 * (Language.options.length + 1)

let database: FreshDatabase
let fake: FakeBotApi
let running: ReturnType<typeof startTelegram>[] = []
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fake = await startFakeBotApi({ token: `${Math.floor(Math.random() * 1e9)}:the-secret_part` })
})
afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()))
  running = []
  await fake.close()
})

function start(settings: Record<string, string> = {}) {
  const started = startTelegram(fake, database, { settings })
  running.push(started)
  return started
}

const told = () => fake.calls.filter(({ method, status }) => method.startsWith('set') && status === 200)

it('says what the bot is for in every language, and only when that changed', async () => {
  const first = start()
  await vi.waitFor(() => expect(told()).toHaveLength(all), soon)
  const names = [...fake.settings.keys()]
  for (const name of ['setMyCommands uk', 'setMyDescription ar', 'setMyShortDescription', 'setChatMenuButton'])
    expect(names).toContain(name)
  await first.stop()
  const { bot } = start()
  await vi.waitFor(() => expect(bot.username()).toBe('probe_bot'), soon)
  await setTimeout(300)
  expect(told()).toHaveLength(all)
})

it('takes updates although Telegram never takes its description, says so, and tries nothing else again', async () => {
  let isStubborn = true
  fake.trouble = ({ method, params }) =>
    isStubborn && method === 'setMyDescription' && params['language_code'] === 'uk'
      ? { kind: 'refuse', code: 400, description: 'Bad Request: nope' }
      : undefined
  const { bot, said } = start()
  const user = fake.user({ language_code: 'de' })
  await vi.waitFor(() => expect(fake.count(/getUpdates/)).toBeGreaterThan(0), soon)
  user.sends('/start')
  await vi.waitFor(() => expect(user.sees).toHaveLength(1), soon)
  const refused = () => fake.calls.filter(({ status }) => status === 400)
  await vi.waitFor(() => expect(refused().length).toBe(3), soon)
  const [one, two, three] = refused().map(({ at }) => at)
  expect((two ?? 0) - (one ?? 0)).toBeGreaterThan(700)
  expect((three ?? 0) - (two ?? 0)).toBeGreaterThan(1400)
  expect(told()).toHaveLength(all - 1)
  expect(bot.notes()).toEqual([expect.stringContaining('setMyDescription uk: 400')])
  expect(said).toEqual(bot.notes())
  isStubborn = false
  await vi.waitFor(() => expect(bot.notes()).toEqual([]), soon)
  expect(told()).toHaveLength(all)
  expect(said).toHaveLength(2)
})

it('goes on where it was when Telegram was away meanwhile', async () => {
  let isAway = true
  fake.trouble = ({ method, params }) =>
    isAway && method === 'setMyCommands' && params['language_code'] === 'tr'
      ? { kind: 'refuse', code: 502, description: 'Bad Gateway' }
      : undefined
  start()
  await vi.waitFor(() => expect(fake.calls.some(({ status }) => status === 502)).toBe(true), soon)
  isAway = false
  await vi.waitFor(() => expect(told()).toHaveLength(all), soon)
  expect(new Set(told().map(({ method, params }) => `${method} ${String(params['language_code'])}`)).size).toBe(all)
})

it.each(Language.options)('tells where names are asked for, in %s', async (language) => {
  const t = speak(language)
  const description = () =>
    String((fake.settings.get(`setMyDescription ${language}`) as { description?: string } | undefined)?.description)
  const trial = start()
  await vi.waitFor(() => expect(description()).toContain(t('telegram.names-here')), soon)
  expect(description()).not.toContain(t('telegram.names-elsewhere'))
  await trial.stop()
  start({ PUBLIC_URL: 'https://termine.example.de' })
  await vi.waitFor(() => expect(description()).toContain(t('telegram.names-elsewhere')), soon)
  expect(description()).not.toContain(t('telegram.names-here'))
})
