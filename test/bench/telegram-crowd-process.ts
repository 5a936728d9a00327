import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { loadOffice } from '#appointments/office.ts'
import { telegram } from '#channels/telegram/telegram.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { openDatabase } from '#database.ts'
import { forms } from '#forms/forms.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { outbox } from '#outbox/deliver.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'

/**
 * One of several processes of the product, as main.ts wires them, with the ceilings lifted. It is told where everything is,
 * and prints the address of its one-time pages when it runs.
 */
const [connectionString, apiRoot, token, publicUrl] = z
  .tuple([z.string(), z.string(), z.string(), z.string()])
  .parse(process.argv.slice(2))
const config = readConfig({
  LOG_LEVEL: 'warn',
  TELEGRAM_BOT_TOKEN: token,
  TELEGRAM_API_ROOT: apiRoot,
  PUBLIC_URL: publicUrl,
})
const database = openDatabase(connectionString)
const office = await loadOffice(database.prisma)
const log = createLog(config)
const speak = loadTexts()
const now = () => new Date()
const keys = keysFrom('a secret of at least thirty-two bytes for benches')
const reach = { publicUrl, privateForms: ['telegram' as const] }
const talks = conversations({ database, keys, office: () => office, speak, now, reach })
const ceilings = { perSecond: 5000, perChat: { perSecond: 500, burst: 500 } }
const line = { config, botToken: token, conversations: talks, database, speak, log, say: () => {}, ceilings }
const bot = telegram(line)
const server = await createServer({ config, log })
await server.register(forms({ conversations: talks, config, log, database, speak, now }))
await server.listen({ host: '127.0.0.1', port: 0 })
const sending = outbox({ database, conversations: talks, channel: bot.channel, log, now })
const stopUpdates = bot.start()

process.once('SIGTERM', () => {
  void Promise.all([stopUpdates(), sending.stop(), server.close()]).then(async () => database.close())
})
const { port } = server.server.address() as AddressInfo
console.log(`http://127.0.0.1:${port}`)
