import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Conversations } from '#conversation/conversations.ts'
import { admit } from './admit.ts'
import type { Bot } from './bot.ts'
import type { Devices } from './devices.ts'
import type { Feed } from './feed.ts'
import { greet } from './greet.ts'
import { refusals } from './http-refusal.ts'
import type { Limits } from './limits.ts'
import type { Origins } from './origins.ts'
import { ours } from './ours.ts'
import { PostedActivity } from './posted-activity.ts'
import { activitySet } from './render-activity.ts'
import type { Streams } from './streams.ts'
import { lifetime, type Speaker, type Tokens } from './tokens.ts'
import { Watermark } from './watermark.ts'

export type Desk = {
  conversations: Conversations
  bot: Bot
  feed: Feed
  streams: Streams
  tokens: Tokens
  origins: Origins
  devices: Devices
  limits: Limits
  now: () => Date
}

const locale = z.string().max(64).optional().catch(undefined)

/** Our own page says which language it has settled, and wants its device remembered. */
const Wish = z
  .object({ language: ours, locale, device: z.boolean().optional().catch(undefined) })
  .nullish()
  .transform((wish) => wish ?? {})

const Opening = z
  .object({ locale })
  .nullish()
  .transform((opening) => opening ?? {})

const OfConversation = z.object({ conversationId: z.string() })
const After = z.object({ watermark: Watermark })

/** The routes of Direct Line 3.0, as DirectLineJS and Web Chat use them. */
export function directLine(server: FastifyInstance, desk: Desk): void {
  const { conversations, bot, feed, streams, tokens, origins, devices, limits, now } = desk
  const app = server.withTypeProvider<ZodTypeProvider>()

  app.post('/tokens/generate', { schema: { body: Wish }, config: limited(limits.tokens) }, async (request, reply) => {
    const { language, device, locale = localeOf(request) } = request.body
    const isRemembered = device === true && origins.judge(request.headers) !== 'embedding'
    const known = isRemembered ? await devices.recall(request, reply) : undefined
    const found = known && { conversationId: known.conversationId, user: known.address }
    const who = found ?? (await begin(isRemembered ? devices.introduce(reply) : undefined))
    return keyTo({ ...who, ...(language && { language }), ...(locale && { locale }) })
  })

  app.post('/tokens/refresh', async (request) => keyTo(admit(request, tokens)))

  app.post('/conversations', { schema: { body: Opening } }, async (request, reply) => {
    const speaker = admit(request, tokens)
    await greet(conversations, { ...speaker, ...(request.body.locale && { locale: request.body.locale }) }, now())
    return reply.code(201).send({ ...keyTo(speaker), streamUrl: streamFor(speaker, request, 0) })
  })

  app.get(
    '/conversations/:conversationId',
    { schema: { params: OfConversation, querystring: After } },
    async (request) => {
      const speaker = admit(request, tokens)
      await greet(conversations, speaker, now())
      return { ...keyTo(speaker), streamUrl: streamFor(speaker, request, request.query.watermark) }
    },
  )

  app.get(
    '/conversations/:conversationId/activities',
    { schema: { params: OfConversation, querystring: After } },
    async (request) => {
      const speaker = admit(request, tokens)
      const after = request.query.watermark
      const entries = await conversations.log(speaker.conversationId, after)
      if (after > 0 || entries.length > 0) return activitySet(entries, speaker, after)
      await greet(conversations, speaker, now())
      return activitySet(await conversations.log(speaker.conversationId, after), speaker, after)
    },
  )

  app.post(
    '/conversations/:conversationId/activities',
    {
      schema: { params: OfConversation, body: PostedActivity },
      config: limited({ ...limits.posts, keyGenerator: conversationOf }),
      onRequest: async (request) => void admit(request, tokens),
    },
    async (request) => {
      const speaker = admit(request, tokens)
      const id = await bot(request.body, speaker)
      feed.wake(speaker.conversationId)
      return { id }
    },
  )

  app.get('/conversations/:conversationId/stream', async () => {
    throw refusals.noWebSocket()
  })

  app.delete('/device', async (request, reply) => {
    if (origins.judge(request.headers) === 'embedding') throw refusals.foreignOrigin()
    const known = await devices.forget(request, reply)
    if (known) streams.close(known.conversationId)
    return reply.code(204).send()
  })

  async function begin(device: Buffer | undefined): Promise<Speaker> {
    const user = `dl_${randomBytes(16).toString('base64url')}`
    const { conversationId } = await conversations.create({
      channel: 'webchat',
      address: user,
      ...(device && { device }),
    })
    return { conversationId, user }
  }

  function keyTo(speaker: Speaker) {
    return { conversationId: speaker.conversationId, token: tokens.issue('token', speaker), expires_in: lifetime.token }
  }

  function streamFor(speaker: Speaker, { headers }: FastifyRequest, watermark: number): string {
    const url = origins.streamAt(headers, `v3/directline/conversations/${speaker.conversationId}/stream`)
    url.search = String(new URLSearchParams({ watermark: String(watermark), t: tokens.issue('ticket', speaker) }))
    return url.href
  }
}

function localeOf({ headers }: FastifyRequest): string | undefined {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/.exec(headers['accept-language'] ?? '')?.[0]
}

function conversationOf({ params }: FastifyRequest): string {
  return OfConversation.parse(params).conversationId
}

/** The server's general limit lets Direct Line pass; these routes have their own. */
function limited(rateLimit: Limits['tokens'] & { keyGenerator?: (request: FastifyRequest) => string }) {
  return { rateLimit: { ...rateLimit, allowList: [] } }
}
