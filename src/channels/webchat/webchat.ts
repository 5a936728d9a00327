import cookie from '@fastify/cookie'
import type { FastifyPluginAsync } from 'fastify'
import type { Config } from '#config.ts'
import { type Conversations, UnknownConversation } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import type { Keys } from '#privacy/keys.ts'
import { bot } from './bot.ts'
import { crossOrigin } from './cross-origin.ts'
import { devices } from './devices.ts'
import { directLine } from './direct-line.ts'
import { feed } from './feed.ts'
import { refusals } from './http-refusal.ts'
import { lenientBodies } from './lenient-bodies.ts'
import { type Limits, limits as defaults } from './limits.ts'
import { origins } from './origins.ts'
import { streams } from './streams.ts'
import { redeem } from './redeem.ts'
import { seen } from './seen.ts'
import { tokens } from './tokens.ts'
import { uploads } from './uploads.ts'

export type Parts = {
  conversations: Conversations
  keys: Pick<Keys, 'token'>
  config: Pick<Config, 'publicUrl' | 'embedOrigins'>
  log: Log
  database: Pick<Database, 'query' | 'listen'>
  now: () => Date
  limits?: Limits
}

/**
 * The web chat's side of the office: Direct Line 3.0 at /v3/directline. It needs the server that `createServer` makes
 * (refusals, zod, rate limits) and ends with it.
 */
export function webchat({
  conversations,
  keys,
  config,
  log,
  database,
  now,
  limits = defaults,
}: Parts): FastifyPluginAsync {
  return async (app) => {
    const places = origins(config)
    const signed = tokens(keys.token, now)
    const news = feed(conversations, (error, conversationId) => log.error('feed-failed', error, { conversationId }))
    const sockets = streams({
      tokens: signed,
      feed: news,
      origins: places,
      limits,
      log,
      redeem: redeem(database),
      seen: seen(database, now),
    })
    const stopListening = await database.listen('message', (conversationId) => {
      if (conversationId === '') news.wakeAll()
      else news.wake(conversationId)
    })
    app.server.on('upgrade', sockets.upgrade)
    app.addHook('preClose', async () => {
      sockets.stop()
      await stopListening()
    })

    await app.register(cookie)
    await app.register(
      async (line) => {
        crossOrigin(line, places)
        lenientBodies(line)
        line.setErrorHandler((error) => {
          throw error instanceof UnknownConversation ? refusals.otherConversation() : error
        })
        directLine(line, {
          conversations,
          bot: bot(conversations, now),
          feed: news,
          streams: sockets,
          tokens: signed,
          origins: places,
          devices: devices(conversations, places),
          limits,
          now,
        })
        await line.register(uploads, { tokens: signed })
      },
      { prefix: '/v3/directline' },
    )
  }
}
