import type { Conversations } from '#conversation/conversations.ts'
import { telegram } from '#channels/telegram/telegram.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Facts, Log } from '#log.ts'
import { outbox } from '#outbox/deliver.ts'
import type { Ceilings } from '#outbox/pace.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { byDay } from '../../outbox/by-day.ts'
import type { FakeBotApi } from '../../telegram/fake-bot-api.ts'

type Wish = { settings?: Record<string, string>; ceilings?: Ceilings; heard?: (talks: Conversations) => Conversations }

/** Telegram and the outbox without a server, over an empty office. What is said to the operator and logged is kept. */
export function startTelegram(fake: FakeBotApi, database: Database, { settings = {}, ceilings, heard }: Wish = {}) {
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_ROOT: fake.root,
    ...settings,
  })
  const said: string[] = []
  const logged: [event: string, facts: Facts | undefined][] = []
  const note = (event: string, facts?: Facts) => void logged.push([event, facts])
  const log: Log = { debug: note, info: note, warn: note, error: (event, _cause, facts) => note(event, facts) }
  const speak = loadTexts()
  const now = () => new Date()
  const keys = keysFrom('a secret that is long enough for a test')
  const office = () => ({ zone: 'Europe/Berlin' as const, departments: [], locations: [] })
  const talks = conversations({ database, keys, office, speak, now })
  const bot = telegram({
    config,
    botToken: config.telegram.botToken ?? '',
    conversations: heard ? heard(talks) : talks,
    database,
    speak,
    log,
    say: (line) => said.push(line),
    ...(ceilings && { ceilings }),
  })
  const sending = outbox({ database, conversations: talks, channel: bot.channel, log, now: byDay })
  const stopUpdates = bot.start()
  return {
    bot,
    said,
    logged,
    talks,
    counts: sending.counts,
    async stop() {
      await Promise.all([stopUpdates(), sending.stop()])
    },
  }
}
