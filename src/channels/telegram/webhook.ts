import { timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import type { Log } from '#log.ts'
import type { Failures } from './failures.ts'
import { Update } from './read-update.ts'

type Parts = {
  secret: string
  take: (update: Update) => Promise<void>
  answer: (update: Update) => void
  failures: Failures
  log: Log
}

export const webhookPath = '/telegram/webhook'

/** Takes Telegram's updates: 200 only when what they say is committed, so that everything else comes again. */
export function webhook({ secret, take, answer, failures, log }: Parts): FastifyPluginAsync {
  return async (app) => {
    app.post(webhookPath, { config: { rateLimit: false }, bodyLimit: 1024 * 1024 }, async (request, reply) => {
      if (!isSame(request.headers['x-telegram-bot-api-secret-token'], secret))
        return reply.code(401).send({ ok: false })
      const update = Update.safeParse(request.body)
      // What can't be read today can't be read tomorrow either: it must not come again for a day.
      if (!update.success) {
        log.warn('update-unreadable', { channel: 'telegram' })
        return { ok: true }
      }
      answer(update.data)
      try {
        await take(update.data)
        failures.forget(update.data)
      } catch (error) {
        if (!failures.isLetGo(update.data, error)) return reply.code(503).send({ ok: false })
      }
      return { ok: true }
    })
  }
}

function isSame(given: unknown, secret: string): boolean {
  if (typeof given !== 'string') return false
  const [one, other] = [Buffer.from(given), Buffer.from(secret)]
  return one.length === other.length && timingSafeEqual(one, other)
}
