import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { telegram } from '#channels/telegram/telegram.ts'
import { type Speaker, tokens } from '#channels/webchat/tokens.ts'
import { webchat } from '#channels/webchat/webchat.ts'
import { readConfig } from '#config.ts'
import { conversations } from '#conversation/conversations.ts'
import { createServer } from '#http/server.ts'
import { createLog } from '#log.ts'
import { keysFrom } from '#privacy/keys.ts'
import { loadTexts } from '#texts.ts'
import { client } from '../channels/webchat/client.ts'
import { freshDatabase } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'

export const places = { own: 'https://termine.example.de', embedding: 'https://www.kreis.example.de' }
export const webhookSecret = 'a-Secret_that-only-Telegram-knows'

/** Somebody in the chat: what opens their conversation, and a text that stands in it alone. */
export type Party = Speaker & { token: string; cookie: string; canary: string }

/** Sees each request before any guard does, and may take one away. */
export type Unguard = (request: FastifyRequest, office: { theirs: readonly Party[]; forge: Forge }) => void

type Forge = (
  use: 'token' | 'ticket',
  speaker: Speaker,
  with_?: { key?: Uint8Array | undefined; minutesAgo?: number },
) => string

const unlimited = { max: 1_000_000, timeWindow: 60_000 }
const limits = {
  tokens: unlimited,
  posts: unlimited,
  sockets: { perConversation: 8, perAddress: 2000 },
  heartbeat: 20_000,
  frames: 100,
}

/** Both channels' doors without an office behind them, and people who talk there: some of them are to be robbed. */
export async function openDoorsOfChat({ server: at, unguard = () => {} }: { server: Server; unguard?: Unguard }) {
  const database = await freshDatabase({ server: at })
  const config = readConfig({
    LOG_LEVEL: 'silent',
    PUBLIC_URL: places.own,
    EMBED_ORIGINS: places.embedding,
    TELEGRAM_BOT_TOKEN: '123456:a-Token_for-gates',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: webhookSecret,
  })
  const log = createLog(config)
  const keys = keysFrom('a secret of at least thirty-two bytes for gates')
  const speak = loadTexts()
  const now = () => new Date()
  const nowhere = { zone: 'Europe/Berlin' as const, departments: [], locations: [] }
  const talks = conversations({ database, keys, office: () => nowhere, speak, now })
  const bot = telegram({
    config,
    botToken: config.telegram.botToken ?? '',
    conversations: talks,
    database,
    speak,
    log,
    say: () => {},
  })
  const theirs: Party[] = []

  const forge: Forge = (use, speaker, { key = keys.token, minutesAgo = 0 } = {}) =>
    tokens(key, () => new Date(Date.now() - minutesAgo * 60_000)).issue(use, speaker)

  const server = await createServer({ config, log })
  server.addHook('onRequest', async (request) => unguard(request, { theirs, forge }))
  await server.register(webchat({ conversations: talks, keys, config, log, database, now, limits }))
  await server.register(bot.plugin)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const web = client(`http://127.0.0.1:${port}`)

  /** Comes as our own page does, and says something. */
  async function comes(): Promise<Party> {
    const headers = { origin: places.own }
    const opened = await web.call('POST', '/tokens/generate', { headers, body: { device: true, language: 'de' } })
    const { conversationId, token } = opened.body
    const { user } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    const canary = `Kanarienvogel ${randomBytes(8).toString('hex')}`
    await web.call('POST', '/conversations', { token, headers, body: {} })
    await web.say({ conversationId, token, streamUrl: '' }, canary)
    return { conversationId, user, token, cookie, canary }
  }

  return {
    database,
    server,
    socketUrl: `ws://127.0.0.1:${port}`,
    comes,
    theirs,
    forge,
    /** Everything that is stored of these conversations; of Telegram's, whether there are any. */
    async stored(of: readonly Party[]): Promise<string> {
      const ids = of.map(({ conversationId }) => conversationId)
      const rows = await database.query<{ row: string }>({
        name: 'gate-doors-stored',
        text: `SELECT c::text AS row FROM conversation c WHERE id = ANY ($1) OR channel = 'telegram'
               UNION ALL SELECT m::text FROM message m WHERE conversation_id = ANY ($1) ORDER BY 1`,
        values: [ids],
      })
      return rows.map(({ row }) => row).join('\n')
    },
    async close() {
      await server.close()
      await database.close()
    },
  }
}

export type DoorsOfChat = Awaited<ReturnType<typeof openDoorsOfChat>>
