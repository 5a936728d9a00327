import { z } from 'zod'
import type { Tx } from '#database.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'
import { endSessions } from './sessions.ts'
import { hashToken } from './token.ts'
import { sealTotpSecret } from './totp-secret.ts'
import { newTotpSecret, totpStep } from './totp.ts'

/** Minutes within which a new app must say its first code. */
const patience = 15

type Who = { staffId: string; session: string }

/**
 * A secret for another app. Nothing is stored before the app has said a code; `sealed` opens in this session alone and for a
 * while, so that who has it has known the password.
 */
export function prepareApp(
  keys: Pick<Keys, 'wrapping'>,
  { now, ...who }: Who & { now: Date },
): { secret: string; sealed: string } {
  const secret = newTotpSecret()
  const until = now.getTime() + patience * 60_000
  return { secret, sealed: encrypt(keys.wrapping, JSON.stringify({ secret, until }), place(who)).toString('base64url') }
}

type Wish = Who & { sealed: string; code: string; now: Date }

/** The new app counts from now on, the one before no more; whoever is signed in elsewhere with that one is out. */
export async function changeApp(
  tx: Tx,
  keys: Pick<Keys, 'wrapping'>,
  { sealed, code, now, ...who }: Wish,
): Promise<{ outcome: 'changed' | 'too-old' | 'code' }> {
  const prepared = unseal(keys, sealed, who)
  if (prepared === undefined || prepared.until <= now.getTime()) return { outcome: 'too-old' }
  const { secret } = prepared
  const step = totpStep(secret, code, now)
  if (step === undefined) return { outcome: 'code' }
  const { staffId, session } = who
  await tx.query({
    name: 'change-app',
    text: `UPDATE staff SET totp_secret = $2, totp_confirmed = true, last_totp_step = $3 WHERE id = $1`,
    values: [staffId, sealTotpSecret(keys, { id: staffId, secret }), step],
  })
  await endSessions(tx, { staffId, except: session })
  return { outcome: 'changed' }
}

const Prepared = z.object({ secret: z.string(), until: z.number() })

function unseal(keys: Pick<Keys, 'wrapping'>, sealed: string, who: Who): z.infer<typeof Prepared> | undefined {
  try {
    return Prepared.parse(JSON.parse(decrypt(keys.wrapping, Buffer.from(sealed, 'base64url'), place(who))))
  } catch {
    return undefined
  }
}

function place({ staffId, session }: Who): string {
  return `staff.new-app.${staffId}.${hashToken(session).toString('base64url')}`
}
