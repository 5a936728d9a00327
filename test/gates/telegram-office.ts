import { loadOffice } from '#appointments/office.ts'
import { telegram } from '#channels/telegram/telegram.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { type Database, openDatabase } from '#database.ts'
import { createLog } from '#log.ts'
import { outbox } from '#outbox/deliver.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'

export type TelegramOffice = { counts: { repeated: number }; stop(): Promise<void> }

/** Everything between the database and Telegram, as main.ts wires it; gates wait for no ceilings. */
export async function openTelegramOffice({
  connectionString,
  apiRoot,
  token,
  guarded = (database) => database,
}: {
  connectionString: string
  apiRoot: string
  token: string
  guarded?: (database: Database) => Database
}): Promise<TelegramOffice> {
  const config = readConfig({ LOG_LEVEL: 'silent', TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot })
  const database = openDatabase(connectionString)
  const office = await loadOffice(database.prisma)
  const log = createLog(config)
  const speak = loadTexts()
  const now = () => new Date()
  const keys = keysFrom('a secret of at least thirty-two bytes for gates')
  const talks = conversations({ database: guarded(database), keys, office: () => office, speak, now })
  const ceilings = { perSecond: 5000, perChat: { perSecond: 500, burst: 500 } }
  const line = { config, botToken: token, conversations: talks, database, speak, log, say: () => {}, ceilings }
  const bot = telegram(line)
  const sending = outbox({ database, conversations: talks, channel: bot.channel, log, now })
  const stopUpdates = bot.start()
  return {
    counts: sending.counts,
    async stop() {
      await Promise.all([stopUpdates(), sending.stop()])
      await database.close()
    },
  }
}
