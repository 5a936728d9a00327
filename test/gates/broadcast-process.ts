import { z } from 'zod'
import { loadOffice } from '#appointments/office.ts'
import { readConfig } from '#config.ts'
import { type Conversations, conversations } from '#conversation/conversations.ts'
import { type Database, openDatabase, type Statement } from '#database.ts'
import { telegram } from '#channels/telegram/telegram.ts'
import { createLog } from '#log.ts'
import { runBroadcasts } from '#notices/broadcast/run.ts'
import { outbox } from '#outbox/deliver.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'

/** A process that tells and sends, and may be killed. Its clock is `ahead` milliseconds before the machine's; `unhurried` it keeps no ceilings. */
const [connectionString, apiRoot, token, ahead, way] = z
  .tuple([z.string(), z.string(), z.string(), z.coerce.number(), z.enum(['sound', 'cursor', 'unhurried'])])
  .parse(process.argv.slice(2))
const config = readConfig({ LOG_LEVEL: 'silent', TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot })
const sound = openDatabase(connectionString)
const database = way === 'cursor' ? forgetful(sound) : sound
const office = await loadOffice(database.prisma)
const log = createLog(config)
const speak = loadTexts()
const now = () => new Date(Date.now() + ahead)
const keys = keysFrom('a secret of at least thirty-two bytes for gates')
const talks = conversations({ database, keys, office: () => office, speak, now })
const ceilings = way === 'unhurried' && { ceilings: { perSecond: 100_000, perChat: { perSecond: 1000, burst: 1000 } } }
const bot = telegram({
  config,
  botToken: token,
  conversations: talks,
  database,
  speak,
  log,
  say: () => {},
  ...ceilings,
})
outbox({ database, conversations: talks, channel: bot.channel, log, now })
bot.start()
console.log('running')
const runner = {
  database,
  conversations: way === 'cursor' ? hesitating(talks) : talks,
  office: () => office,
  speak,
  log,
  now,
}
for (;;) {
  await runBroadcasts(runner, AbortSignal.timeout(60_000))
  await new Promise((resolve) => setTimeout(resolve, 200))
}

/** Stands still for a while in the middle of a wave, where it is killed: what was read and is not told yet is what the cursor leaves out. */
function hesitating(real: Conversations): Conversations {
  let told = 0
  let pause: Promise<unknown> | undefined
  return {
    ...real,
    async receive(incoming) {
      if (told++ >= 5) await (pause ??= new Promise((resolve) => setTimeout(resolve, 6000)))
      return real.receive(incoming)
    },
  }
}

/** The guard taken out: who is next follows from a cursor, which is moved when they are read, some hundred ahead. */
function forgetful(real: Database): Database {
  return {
    ...real,
    async query<Row extends object>(statement: Statement): Promise<Row[]> {
      if (statement.name !== 'next-recipients') return real.query<Row>(statement)
      const text = statement.text
        .replace(
          'ORDER BY recipient.id',
          "AND recipient.id > coalesce((SELECT value::bigint FROM setting WHERE key = 'cursor'), 0) ORDER BY recipient.id",
        )
        .replace(/LIMIT[\s\S]*$/, 'LIMIT 500 + $2 * 0')
      const rows = await real.query<Row & { id?: number }>({ ...statement, text })
      const last = rows.at(-1)?.id
      if (last !== undefined) {
        const moved = 'INSERT INTO setting VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2'
        await real.query({ name: 'move-cursor', text: moved, values: ['cursor', String(last)] })
      }
      return rows
    },
  }
}
