import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { loadTexts } from '#texts.ts'
import { freshDatabase, type FreshDatabase } from '../../database/fresh-database.ts'
import { sendingOffice } from '../../outbox/sending-office.ts'
import { type FakeBotApi, startFakeBotApi } from '../../telegram/fake-bot-api.ts'
import { telegramCeilings } from '../../telegram/rates.ts'
import type { VirtualUser } from '../../telegram/virtual-user.ts'
import { startTelegram } from './office-with-telegram.ts'

// More than may be on their way at once.
const people = 45
const help = loadTexts()('de')('help')

let database: FreshDatabase
let fake: FakeBotApi
let office: ReturnType<typeof sendingOffice>
let running: ReturnType<typeof startTelegram> | undefined
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fake = await startFakeBotApi({ ceilings: telegramCeilings })
  office = sendingOffice(database)
})
afterEach(async () => {
  await running?.stop()
  await fake.close()
})

type Person = { user: VirtualUser; conversationId: string }

/** People who were asked something long ago: the buttons are still there. */
async function crowd(): Promise<Person[]> {
  const keyboard = [[{ text: 'Hilfe', callback_data: 'menu:help' }]]
  return Promise.all(
    Array.from({ length: people }, async () => {
      const user = fake.user({ language_code: 'de' })
      await fake.chatOf(user.id).send({ text: 'Menü', reply_markup: { inline_keyboard: keyboard } })
      const { conversationId } = await office.talks.create({ channel: 'telegram', address: String(user.id) })
      const address = { channel: 'telegram' as const, conversationId }
      await office.talks.receive({ address, key: `joined:${user.id}`, act: { kind: 'joined', language: 'de' } })
      await database.prisma.message.updateMany({
        where: { conversationId },
        data: { status: 'delivered', externalId: '1' },
      })
      return { user, conversationId }
    }),
  )
}

const unfinished = () => database.prisma.message.count({ where: { status: { in: ['queued', 'sending'] } } })
const isMessage = (method: string) => /^(send|edit)Message/.test(method)

it('sends news to more people than may be told at once, each of whom has open buttons, over a slow wire', async () => {
  const all = await crowd()
  for (const { conversationId } of all) {
    const address = { channel: 'telegram' as const, conversationId }
    await office.talks.receive({ address, key: conversationId, act: { kind: 'text', text: 'Hilfe' } })
  }
  await database.prisma.message.updateMany({ where: { status: 'queued' }, data: { recipientId: 1n, priority: 2 } })
  fake.trouble = ({ method }) => (isMessage(method) ? { kind: 'hang', milliseconds: 1200 } : undefined)
  running = startTelegram(fake, database)
  await vi.waitFor(async () => expect(await unfinished()).toBe(0), { timeout: 30_000, interval: 100 })
  expect(all.every(({ user }) => user.sees.length === 2 && user.sees[0]?.keyboard.length === 0)).toBe(true)
  expect(fake.calls.filter(({ status }) => status >= 400)).toEqual([])
  expect(fake.ceilings?.busiest).toBeLessThanOrEqual(30)
})

it('goes on after everything that was on its way was too many, and asks nothing meanwhile', async () => {
  const all = await crowd()
  running = startTelegram(fake, database)
  await vi.waitFor(() => expect(fake.count(/getUpdates/)).toBeGreaterThan(0), { timeout: 10_000 })
  let refusals = 30
  fake.trouble = ({ method }) =>
    method === 'editMessageText' && refusals-- > 0
      ? { kind: 'refuse', code: 429, description: 'Too Many Requests: retry after 2', retryAfter: 2, after: 1500 }
      : undefined
  for (const { user } of all) user.presses('Hilfe')
  const areHelped = () => all.every(({ user }) => user.sees[0]?.text.includes(help))
  await vi.waitFor(() => expect(areHelped()).toBe(true), { timeout: 30_000, interval: 100 })
  expect(refusals).toBeLessThanOrEqual(0)
  expect(fake.tooEarly).toEqual([])
  await vi.waitFor(() => expect(fake.unanswered).toBe(0), { timeout: 10_000, interval: 100 })
  expect(fake.ceilings?.busiest).toBeLessThanOrEqual(30)
})
