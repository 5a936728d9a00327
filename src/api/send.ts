import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Principal } from '#staff/principal.ts'
import type { Desk } from './desk.ts'
import type { Events } from './events.ts'
import type { AnyAnswer, Cookie, Route } from './route.ts'
import { type Watch, watched } from './watched.ts'

type Sending = { desk: Desk; route: Route; reply: FastifyReply } & Watch<Principal>

/** An answer of a route's, on its way. Events end when whoever listens may no longer hear them. */
export function send({ desk, route, reply, ...watch }: Sending, answer: AnyAnswer): unknown {
  for (const cookie of answer.cookies ?? []) setCookie(reply, cookie, desk.config.publicUrl)
  void reply.code(answer.status).headers({ ...answer.headers })
  const shape = route.answers[answer.status]
  if (shape === undefined) throw new Error(`${route.id} does not declare the answer ${answer.status}`)
  if (!('media' in shape)) return reply.send(jsonOf(route, answer))
  if (answer.body instanceof Uint8Array) return reply.type(shape.media).send(Buffer.from(answer.body))
  void reply.type(`${shape.media}; charset=utf-8`)
  if (typeof answer.body === 'string') return reply.send(answer.body)
  // A proxy must not collect events until there are enough of them.
  void reply.header('x-accel-buffering', 'no')
  return reply.send(Readable.from(watched(Stream.parse(answer.body), watch), { objectMode: false }))
}

/** What the route declares of its answer, and nothing that it did not. */
export function jsonOf(route: Route, { status, body }: Pick<AnyAnswer, 'status' | 'body'>): unknown {
  const shape = route.answers[status]
  if (shape === undefined || 'media' in shape) throw new Error(`${route.id} declares no JSON for ${status}`)
  return shape.parse(body)
}

const Stream = z.custom<Events<Principal>>(
  (body) => typeof body === 'object' && body !== null && 'ticks' in body && 'tell' in body,
  'Media is a text, bytes or events',
)

/** Strict, so that no other site's link or form carries it. A way back from a provider begins at another site: lax. */
function setCookie(reply: FastifyReply, cookie: Cookie, publicUrl: string | undefined): void {
  const { name, value, path = '/', isForReturn = false, maxAge } = cookie
  const attributes = {
    path,
    httpOnly: true,
    sameSite: isForReturn ? ('lax' as const) : ('strict' as const),
    secure: publicUrl?.startsWith('https:') ?? false,
  }
  if (value === null) void reply.clearCookie(name, attributes)
  else void reply.setCookie(name, value, { ...attributes, ...(maxAge !== undefined && { maxAge }) })
}
