import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Language } from '#texts.ts'

/** Who speaks in which conversation. `language` is what the page settled, `locale` what the device claims. */
export const Speaker = z.object({
  conversationId: z.string(),
  user: z.string(),
  language: Language.optional(),
  locale: z.string().optional(),
})
export type Speaker = z.infer<typeof Speaker>

/** Seconds. Clients refresh a token every 15 minutes, whatever they are told. */
export const lifetime = { token: 30 * 60, ticket: 60 }

type Use = keyof typeof lifetime
type Reading = { outcome: 'valid'; speaker: Speaker; nonce: string } | { outcome: 'expired' } | { outcome: 'invalid' }

const Claims = z.object({ ...Speaker.shape, use: z.enum(['token', 'ticket']), exp: z.int(), jti: z.string() })

/**
 * A token opens one conversation for one user; a ticket opens one stream of it, since a WebSocket's address may end in
 * somebody's log. Both are JWTs (RFC 7519) because Web Chat reads the user's id out of the claim `user`. What the
 * header says is never read, so that no algorithm can be chosen from outside.
 */
export function tokens(key: Uint8Array, now: () => Date) {
  const sign = (content: string) => createHmac('sha256', key).update(content).digest()

  function issue(use: Use, { conversationId, user, language, locale }: Speaker): string {
    const exp = Math.floor(now().getTime() / 1000) + lifetime[use]
    const content = `${header}.${encode({ conversationId, user, language, locale, use, exp, jti: randomUUID() })}`
    return `${content}.${sign(content).toString('base64url')}`
  }

  function read(use: Use, token: string): Reading {
    const [head, payload, signature, ...more] = token.split('.')
    if (!head || !payload || !signature || more.length > 0) return { outcome: 'invalid' }
    const expected = sign(`${head}.${payload}`)
    const given = Buffer.from(signature, 'base64url')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { outcome: 'invalid' }
    // An earlier release may have signed other claims.
    const { data: claims } = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    if (claims?.use !== use) return { outcome: 'invalid' }
    if (claims.exp * 1000 <= now().getTime()) return { outcome: 'expired' }
    return { outcome: 'valid', speaker: Speaker.parse(claims), nonce: claims.jti }
  }

  return { issue, read }
}

export type Tokens = ReturnType<typeof tokens>

const header = encode({ alg: 'HS256', typ: 'JWT' })

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
