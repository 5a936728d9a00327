import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bot, InputFile } from 'grammy'
import { Bot as NodeBot, InputFile as NodeFile } from 'node-telegram-bot-api'
import { Telegraf } from 'telegraf'
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts'

/** A small bot in each library's own words: greets with a button, answers its press and edits its message, sends a file. */
type Library = { name: string; start(fake: FakeBotApi): Promise<() => Promise<void>> }

const keyboard = { inline_keyboard: [[{ text: 'Ja', callback_data: 'answer:yes' }]] }
const file = Buffer.from('BEGIN:VCALENDAR')

const libraries: Library[] = [
  {
    name: 'grammy',
    async start(fake) {
      const bot = new Bot(fake.token, { client: { apiRoot: fake.root } })
      bot.command('start', (context) => context.reply('Ja?', { reply_markup: keyboard }))
      bot.on('callback_query:data', async (context) => {
        await context.answerCallbackQuery()
        await context.editMessageText('✓ Ja')
        await context.replyWithDocument(new InputFile(file, 'termin.ics'), { caption: 'Bitte' })
      })
      void bot.start()
      return () => bot.stop()
    },
  },
  {
    name: 'telegraf',
    async start(fake) {
      const bot = new Telegraf(fake.token, { telegram: { apiRoot: fake.root } })
      bot.start((context) => context.reply('Ja?', { reply_markup: keyboard }))
      bot.on('callback_query', async (context) => {
        await context.answerCbQuery()
        await context.editMessageText('✓ Ja')
        await context.replyWithDocument({ source: file, filename: 'termin.ics' }, { caption: 'Bitte' })
      })
      void bot.launch().catch(() => {})
      return async () => bot.stop()
    },
  },
  {
    name: 'node-telegram-bot-api',
    async start(fake) {
      const bot = new NodeBot(fake.token, { apiRoot: fake.root })
      bot.command('start', (context) => context.reply('Ja?', { reply_markup: keyboard }))
      bot.on('callback_query', async ({ callbackQuery: query, api, ...context }) => {
        await api.answerCallbackQuery({ callback_query_id: query!.id })
        await api.editMessageText({ chat_id: query!.from.id, message_id: query!.message!.message_id, text: '✓ Ja' })
        const document = new NodeFile(file, { filename: 'termin.ics' })
        await api.sendDocument({ chat_id: query!.from.id, document, caption: 'Bitte' })
        return context
      })
      void bot.startPolling().catch(() => {})
      return async () => bot.stop()
    },
  },
]

describe.each(libraries)('$name', ({ start }) => {
  let fake: FakeBotApi
  let stop: () => Promise<void>
  beforeAll(async () => {
    fake = await startFakeBotApi()
    stop = await start(fake)
  })
  afterAll(async () => {
    await stop()
    await fake.close()
  })

  it('talks with somebody: a message with a button, a press, an edit, a file', async () => {
    const user = fake.user({ language_code: 'uk', first_name: '<3' })
    user.sends('/start')
    await expect.poll(() => user.asked?.text, { timeout: 5000 }).toBe('Ja?')
    user.presses('Ja')
    await expect.poll(() => user.sees.at(-1)?.document?.name, { timeout: 5000 }).toBe('termin.ics')
    expect(user.sees[0]).toMatchObject({ text: '✓ Ja', keyboard: [], edits: 1 })
    expect(user.sees[1]?.document?.bytes).toEqual(file)
    expect(user.sees[1]?.text).toBe('Bitte')
    await expect.poll(() => fake.queue.pending, { timeout: 5000 }).toBe(0)
    expect(fake.unanswered).toBe(0)
    expect(fake.calls.filter(({ status }) => status >= 400)).toEqual([])
    expect(fake.faults).toEqual([])
  })
})
