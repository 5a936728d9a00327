import type { AddressInfo } from 'node:net'
import { loadOffice } from '#appointments/office.ts'
import { telegram as openTelegram } from '#channels/telegram/telegram.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { readConfig } from '#config.ts'
import { type Conversations, conversations, type Reach } from '#conversation/conversations.ts'
import { whatToBring } from '#conversation/what-to-bring.ts'
import type { Database } from '#database.ts'
import { answerPages } from '#forms/answer-pages.ts'
import { contactPages } from '#forms/contact-pages.ts'
import { documents } from '#forms/documents.ts'
import { forms } from '#forms/forms.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import type { ChannelName } from '#message.ts'
import { answerLetter } from '#notices/contacts/answer-letter.ts'
import { contactOfLetter } from '#notices/contacts/of-letter.ts'
import { outbox } from '#outbox/deliver.ts'
import type { Ceilings } from '#outbox/pace.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts, type Speak } from '#texts.ts'
import { freshOffice } from '../database/fresh-database.ts'
import { type FakeBotApi, startFakeBotApi } from '../telegram/fake-bot-api.ts'
import type { Line } from './person.ts'
import { telegramLine } from './telegram-line.ts'
import { type Device, webchatLine } from './webchat-line.ts'

type Wish = Parameters<typeof freshOffice>[0] & {
  /** Wraps the conversations that the channels see. */
  heard?: (conversations: Conversations) => Conversations
  speak?: Speak
  reach?: Reach
  /** Telegram is open too, over this fake Bot API or one of its own. */
  telegram?: true | FakeBotApi
  ceilings?: Ceilings
  /** Further settings of the environment. */
  settings?: Record<string, string>
}

/** Every channel that stories are told on. */
export const channels: ChannelName[] = ['webchat', 'telegram']

/** An office that is visited on this channel. */
export async function openOfficeOn(
  channel: ChannelName,
  watched?: (database: Database) => Database,
  wish: Omit<Wish, 'telegram'> = {},
) {
  const office = await openOffice(watched, { ...wish, ...(channel === 'telegram' && { telegram: true as const }) })
  return {
    ...office,
    channel,
    line: async (visitor: { locale?: string; device?: Device } = {}): Promise<Line> =>
      channel === 'webchat' ? webchatLine(office.origin, visitor) : telegramLine(office),
  }
}

/** A story waits for nothing but what it is about. */
const unhurried: Ceilings = { perSecond: 10_000, perChat: { perSecond: 1000, burst: 1000 } }

/**
 * A whole office with its own database and channels on ports of its own. The clock stands until it is set; `watched` may
 * wrap the database that conversations use.
 */
export async function openOffice(
  watched = (database: Database): Database => database,
  {
    heard = (talks) => talks,
    speak = loadTexts(),
    reach: given = {},
    telegram,
    ceilings = unhurried,
    settings = {},
    ...wish
  }: Wish = {},
) {
  const clock = { now: new Date() }
  const database = await freshOffice(wish)
  const office = await loadOffice(database.prisma)
  const keys = keysFrom('a secret of at least thirty-two bytes for tests')
  const now = () => clock.now
  const fake = telegram === true ? await startFakeBotApi() : telegram
  let bot: ReturnType<typeof openTelegram> | undefined
  const reach: Reach = { ...(fake && { telegramBot: () => bot?.username() }), ...given }
  const talks = conversations({ database: watched(database), keys, office: () => office, speak, now, reach })
  const config = readConfig({
    LOG_LEVEL: 'silent',
    ...(reach.publicUrl !== undefined && { PUBLIC_URL: reach.publicUrl }),
    ...(fake && { TELEGRAM_BOT_TOKEN: fake.token, TELEGRAM_API_ROOT: fake.root }),
    ...settings,
  })
  const log = createLog(config)

  async function serve(port: number) {
    const server = await createServer({ config, log })
    await server.register(webchat({ conversations: heard(talks), keys, config, log, database, now }))
    await server.register(
      forms({ conversations: talks, config: { publicUrl: undefined }, log, database, speak, now, ...reach }),
    )
    const find: Parameters<typeof documents>[0]['find'] = (wish) =>
      whatToBring({ database, office: () => office, speak }, wish)
    await server.register(documents({ speak, find }))
    const letters = contactOfLetter({ database, keys, now })
    await server.register(contactPages({ config: { publicUrl: undefined }, speak, ...letters }))
    const answers = answerLetter({ database, conversations: talks, keys, office: () => office, speak, now })
    await server.register(answerPages({ config: { publicUrl: undefined }, speak, ...answers }))
    const stops: (() => Promise<void>)[] = []
    if (fake) {
      const line = { config, botToken: fake.token, conversations: heard(talks), database, speak, log, ceilings }
      bot = openTelegram({ ...line, say: () => {} })
      await server.register(bot.plugin)
      stops.push(bot.start(), outbox({ database, conversations: talks, channel: bot.channel, log, now }).stop)
    }
    await server.listen({ host: '127.0.0.1', port })
    return {
      address: server.server.address() as AddressInfo,
      async close() {
        await Promise.all(stops.map((stop) => stop()))
        await server.close()
      },
    }
  }

  let server = await serve(0)
  const { port } = server.address
  const origin = `http://127.0.0.1:${port}`
  fake?.hooksAt(origin)
  return {
    clock,
    database,
    office,
    keys,
    fake,
    conversations: talks,
    origin,
    /** The server ends and starts again at the same address; `meanwhile` happens without it. */
    async restart(meanwhile: () => Promise<void> = async () => {}) {
      await server.close()
      await meanwhile()
      server = await serve(port)
    },
    async close() {
      await server.close()
      await fake?.close()
      await database.close()
    },
  }
}
