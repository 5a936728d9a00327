import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Config } from '#config.ts'
import type { Conversations } from '#conversation/conversations.ts'
import { formKey } from '#conversation/one-time.ts'
import { localDay } from '#conversation/when.ts'
import type { Database } from '#database.ts'
import { readLocaleFiles } from '#locale-file.ts'
import type { Log } from '#log.ts'
import type { Language, Speak } from '#texts.ts'
import { preferredLanguage } from '#web/preferred-language.ts'
import { type FoundForm, findForm } from './find-form.ts'
import { FormTexts } from './form-texts.ts'
import { isOwnPage } from './is-own-page.ts'
import { askingPage, type Back, type Look, notePage } from './page.ts'
import { Fields, readFields } from './read-fields.ts'
import { noStore, send } from './send-page.ts'
import { readStyle } from './style.ts'

export type Parts = {
  conversations: Pick<Conversations, 'receive' | 'log'>
  database: Pick<Database, 'query'>
  config: Pick<Config, 'publicUrl'>
  log: Log
  speak: Speak
  now: () => Date
  /** The bot's name without @, for the way back. */
  telegramBot?: () => string | undefined
}

/** Per address and minute: a waiting room may share one, and a token can't be guessed in the age of the universe. */
const limits = { show: 300, send: 120 }

/**
 * The one-time pages at /f/<token>: what must not be typed in a messenger is entered here, and the chat goes on by itself.
 * They need no script. What is sent becomes an update of the conversation, whose key lets it happen once.
 */
export function forms({ conversations, database, config, log, speak, now, telegramBot }: Parts): FastifyPluginAsync {
  return async (app) => {
    const textsIn = readLocaleFiles('form', FormTexts)
    const style = readStyle()
    const lookIn = (language: Language): Look => ({ language, texts: textsIn(language), style: style.path })

    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16 * 1024 },
      async (_request: FastifyRequest, body: string | Buffer) => Object.fromEntries(new URLSearchParams(String(body))),
    )
    app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
      const { statusCode = 500 } = error
      if (statusCode >= 500) log.error('form-failed', error, { requestId: request.id, status: statusCode })
      const { texts, ...look } = lookIn(preferredLanguage(request))
      const note =
        statusCode === 429
          ? { title: texts.busyTitle, text: texts.busy }
          : { title: texts.troubleTitle, text: texts.trouble }
      return send(reply, statusCode, notePage({ texts, ...look }, note))
    })

    app.get(style.path, async (request, reply) => {
      const isGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      void reply
        .type('text/css; charset=utf-8')
        .headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' })
      return isGzip ? reply.header('content-encoding', 'gzip').send(style.gzip) : reply.send(style.plain)
    })

    app.get('/f/:token', limited(limits.show), async (request, reply) => {
      const found = await find(request)
      const look = lookOf(found, request)
      if (found?.state !== 'open') return send(reply, statusOf(found), await closedPage(found, request))
      const fields = { name: '', birthday: '', people: '' }
      const books = await bookingOn(found, request)
      return send(
        reply,
        200,
        askingPage(look, { ...found, isFromMessenger: isMessenger(found), books, fields, errors: {}, speak }),
      )
    })

    app.post('/f/:token', limited(limits.send), async (request, reply) => {
      const found = await find(request)
      const look = lookOf(found, request)
      const { texts, language } = look
      if (!isOwnPage(request.headers, config.publicUrl))
        return send(reply, 403, notePage(look, { title: texts.troubleTitle, text: texts.trouble }))
      if (found?.state === 'used') return send(reply, 409, usedPage(found, look))
      if (found?.state !== 'open') return send(reply, statusOf(found), await closedPage(found, request))
      const { asks } = found
      const fields = Fields.parse(request.body ?? {})
      const read = readFields(fields, { asks, language, today: localDay(now()), speak })
      if ('errors' in read) {
        const books = await bookingOn(found, request)
        return send(
          reply,
          422,
          askingPage(look, { asks, isFromMessenger: isMessenger(found), books, fields, errors: read.errors, speak }),
        )
      }
      const { conversationId, channel } = found
      const key = formKey(conversationId, tokenOf(request))
      const { fresh } = await conversations.receive({ address: { channel, conversationId }, key, act: read.act })
      if (!fresh) return send(reply, 409, usedPage(found, look))
      // A reload then shows the page again and sends nothing.
      return noStore(reply).redirect(request.url, 303)
    })

    async function find(request: FastifyRequest): Promise<FoundForm | undefined> {
      return findForm(database, tokenOf(request))
    }

    /** What the question that led to this very page was about. */
    async function bookingOn({ conversationId }: FoundForm, request: FastifyRequest) {
      const log = await conversations.log(conversationId, 0)
      const forms = log.flatMap((entry) => (entry.from === 'office' ? (entry.message.question?.form ?? []) : []))
      return forms.find(({ token }) => token === tokenOf(request))?.books
    }

    function lookOf(found: FoundForm | undefined, request: FastifyRequest): Look {
      return lookIn(found?.language ?? preferredLanguage(request))
    }

    /** What came of it, for whom the chat may be on another device: on our own pages nobody else reads along. */
    async function answerTo({ conversationId }: FoundForm, request: FastifyRequest): Promise<string | undefined> {
      const log = await conversations.log(conversationId, 0)
      const messages = log.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
      const asked = messages.findIndex(({ question }) => question?.form?.token === tokenOf(request))
      const since = asked < 0 ? [] : messages.slice(asked + 1)
      return (since.find(({ appointment, booked }) => appointment && booked) ?? since.at(0))?.text
    }

    async function closedPage(found: FoundForm | undefined, request: FastifyRequest): Promise<string> {
      const look = lookOf(found, request)
      const { texts } = look
      if (!found) return notePage(look, { title: texts.unknownTitle, text: texts.unknown })
      const back = backOf(found, texts)
      const answer = found.state === 'used' && !isMessenger(found) ? await answerTo(found, request) : undefined
      return found.state === 'used'
        ? notePage(look, { title: texts.doneTitle, text: answer ?? texts.done, back })
        : notePage(look, { title: texts.expiredTitle, text: texts.expired, back })
    }

    /** Who sends a second time must not believe that it counted. */
    function usedPage(found: FoundForm, look: Look): string {
      const { texts } = look
      return notePage(look, { title: texts.usedTitle, text: texts.used, back: backOf(found, texts) })
    }

    function backOf({ channel }: FoundForm, texts: FormTexts): Back {
      const bot = channel === 'telegram' ? telegramBot?.() : undefined
      return bot ? { url: `https://t.me/${bot}`, label: texts.toTelegram } : { url: '/', label: texts.toChat }
    }
  }
}

function limited(max: number) {
  return { config: { rateLimit: { max, timeWindow: '1 minute' } } }
}

const OfToken = z.object({ token: z.string() })

function tokenOf({ params }: FastifyRequest): string {
  return OfToken.parse(params).token
}

function isMessenger({ channel }: FoundForm): boolean {
  return channel !== 'webchat'
}

function statusOf(found: FoundForm | undefined): number {
  if (!found) return 404
  return found.state === 'expired' ? 410 : 200
}
