import type { Database, Tx } from '#database.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import type { Keys } from '#privacy/keys.ts'
import { hasAdministrator } from './administrators.ts'
import { hashPassword } from './hash-password.ts'
import { findInvitation, type Invitation, useInvitation } from './invitations.ts'
import { type Fault, judgePassword } from './judge-password.ts'
import { renewRecoveryCodes } from './recovery-codes.ts'
import { endSessions, openSession } from './sessions.ts'
import { hashToken } from './token.ts'
import { newTotpSecret, totpStep } from './totp.ts'
import { sealTotpSecret } from './totp-secret.ts'
import { forgiveTries, type Source } from './tries.ts'

type Parts = { database: Pick<Database, 'query'>; keys: Keys; now: Date }

/** `sealed` is the secret of the app in a form that only we can read: nothing is stored before it is accepted. */
export type Opened = { secret: string; sealed: string }

/** A secret for the app, good for this invitation. */
export function prepareTotp(keys: Pick<Keys, 'wrapping'>, token: string): Opened {
  const secret = newTotpSecret()
  return { secret, sealed: encrypt(keys.wrapping, secret, place(token)).toString('base64url') }
}

/** `name` and `email` only of the first administrator, who is not known yet. */
export type Accepting = { token: string; sealed: string; password: string; code: string; name?: string; email?: string }

/** `good`: what is to be written. */
export type Judged =
  | { outcome: 'good'; account: Account }
  | { outcome: Exclude<Invitation['outcome'], 'open'> }
  | { outcome: 'password'; fault: Fault }
  | { outcome: 'code' | 'sealed' | 'nameless' }

type Account = {
  token: string
  staffId: string
  name: string
  email: string
  passwordHash: string
  totpSecret: Buffer
  step: number
}

/** Whether an invitation can be accepted so. Nothing is used up by it. */
export async function judgeAcceptance({ database, keys, now }: Parts, accepting: Accepting): Promise<Judged> {
  const { token, password } = accepting
  const invitation = await findInvitation(database, { token, now })
  if (invitation.outcome !== 'open') return invitation
  const name = invitation.isFirst ? accepting.name : invitation.name
  const email = invitation.isFirst ? accepting.email?.toLowerCase() : invitation.email
  if (!name || !email) return { outcome: 'nameless' }
  const fault = judgePassword(password, { name, email })
  if (fault) return { outcome: 'password', fault }
  const secret = unseal(keys, accepting)
  if (secret === undefined) return { outcome: 'sealed' }
  const step = totpStep(secret, accepting.code, now)
  if (step === undefined) return { outcome: 'code' }
  const { staffId } = invitation
  const passwordHash = await hashPassword(password)
  const totpSecret = sealTotpSecret(keys, { id: staffId, secret })
  return { outcome: 'good', account: { token, staffId, name, email, passwordHash, totpSecret, step } }
}

export type Accepted =
  | { outcome: 'accepted'; session: string; browser: string; recoveryCodes: string[] }
  | { outcome: 'used' | 'email-taken' }

/** Password, app and recovery codes in one: nobody can be half-way in. Whoever accepts is signed in, and out everywhere else. */
export async function acceptInvitation(
  tx: Tx,
  keys: Keys,
  { account, from, now }: { account: Account; from: Source; now: Date },
): Promise<Accepted> {
  const { token, staffId, name, email, passwordHash, totpSecret, step } = account
  if (!(await isFree(tx, { email, staffId }))) return { outcome: 'email-taken' }
  if (!(await useInvitation(tx, { token, now }))) return { outcome: 'used' }
  await tx.query({
    name: 'accept-invitation',
    text: `UPDATE staff SET name = $2, email = $3, password_hash = $4, totp_secret = $5, totp_confirmed = true,
             last_totp_step = $6
           WHERE id = $1`,
    values: [staffId, name, email, passwordHash, totpSecret, step],
  })
  await endSessions(tx, { staffId })
  if (await hasAdministrator(tx)) await tx.query(endFirstInvitation)
  const recoveryCodes = await renewRecoveryCodes(tx, staffId)
  const browser = await forgiveTries(tx, keys, { staffId, from, now })
  return { outcome: 'accepted', recoveryCodes, browser, session: await openSession(tx, { staffId, now }) }
}

/** The place kept for the first administrator is taken, whoever took it: its link opens nothing any more. */
const endFirstInvitation = { name: 'end-first-invitation', text: `DELETE FROM staff WHERE email = ''`, values: [] }

async function isFree(tx: Tx, { email, staffId }: { email: string; staffId: string }): Promise<boolean> {
  const taken = await tx.query({
    name: 'find-email',
    text: `SELECT id FROM staff WHERE email = $1 AND id <> $2`,
    values: [email, staffId],
  })
  return taken.length === 0
}

/** A page that was open while the secret key changed, or that somebody wrote, has one that does not open. */
function unseal(keys: Pick<Keys, 'wrapping'>, { token, sealed }: Accepting): string | undefined {
  try {
    return decrypt(keys.wrapping, Buffer.from(sealed, 'base64url'), place(token))
  } catch {
    return undefined
  }
}

function place(token: string): string {
  return `invitation.totp.${hashToken(token).toString('base64url')}`
}
