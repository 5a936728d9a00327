import { z } from 'zod'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'
import { Pending } from '#staff/oidc.ts'
import type { Cookie } from '../route.ts'

const place = 'cookie.provider'
export const pendingCookie = 'terminlotse-provider'

/** Where the provider sends people back to. */
export const returnPath = '/sign-in/provider/return'

/** `session`: the one that was open when somebody set out. Its own cookie does not come back from another site. */
const Kept = Pending.extend({ session: z.string().optional() })
type Kept = z.infer<typeof Kept>

/** Ten minutes to sign in at the provider. */
export function keepPending(keys: Pick<Keys, 'wrapping'>, pending: Kept | null): Cookie {
  const value = pending && encrypt(keys.wrapping, JSON.stringify(pending), place).toString('base64url')
  return { name: pendingCookie, value, path: `/api/v1${returnPath}`, isForReturn: true, maxAge: 600 }
}

export function readPending(keys: Pick<Keys, 'wrapping'>, value: string | undefined): Kept | undefined {
  if (value === undefined) return undefined
  try {
    return Kept.parse(JSON.parse(decrypt(keys.wrapping, Buffer.from(value, 'base64url'), place)))
  } catch {
    return undefined
  }
}
