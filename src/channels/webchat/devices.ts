import { createHash, randomBytes } from 'node:crypto'
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Conversations } from '#conversation/conversations.ts'

const cookie = 'terminlotse-device'

/** Days after the last visit until a device is forgotten: three times as long as one can book ahead. */
const days = 180

/**
 * The device that finds its conversation again. The cookie is a random number that only we make and of which only the hash
 * is stored; scripts can't read it. In a frame on the office's site it must be `SameSite=None`, which needs https.
 */
export function devices(conversations: Conversations, { isSecure }: { isSecure: boolean }) {
  const attributes: CookieSerializeOptions = {
    path: '/v3/directline',
    httpOnly: true,
    ...(isSecure ? { sameSite: 'none', secure: true, partitioned: true } : { sameSite: 'lax' }),
  }

  /** The conversation of this device, whose cookie lives on, if it has one. */
  async function recall(request: FastifyRequest, reply: FastifyReply) {
    const value = request.cookies[cookie]
    const known = value === undefined ? undefined : await conversations.findByDevice(hash(value))
    if (value !== undefined && known) remember(reply, value)
    return known
  }

  /** The hash of a new device, to be stored. */
  function introduce(reply: FastifyReply): Buffer {
    const value = randomBytes(32).toString('base64url')
    remember(reply, value)
    return hash(value)
  }

  /** The conversation that was this device's. */
  async function forget(request: FastifyRequest, reply: FastifyReply) {
    const value = request.cookies[cookie]
    reply.clearCookie(cookie, attributes)
    if (value === undefined) return undefined
    const known = await conversations.findByDevice(hash(value))
    await conversations.forgetDevice(hash(value))
    return known
  }

  function remember(reply: FastifyReply, value: string): void {
    reply.setCookie(cookie, value, { ...attributes, maxAge: days * 24 * 60 * 60 })
  }

  return { recall, introduce, forget }
}

export type Devices = ReturnType<typeof devices>

function hash(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}
