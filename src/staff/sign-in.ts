import type { Database, Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { verifyPassword } from './hash-password.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { openSession } from './sessions.ts'
import { totpStep } from './totp.ts'
import { openTotpSecret } from './totp-secret.ts'
import { claimTry, forgiveTries, type Source } from './tries.ts'

type Parts = { database: Pick<Database, 'transaction'>; keys: Keys; now: Date }
export type Trying = { email: string; password: string; from: Source }

export type Account = { id: string; passwordHash: string; totpSecret: Buffer }

/** Why somebody is not signed in. They are told one answer for all of it: which part it was is nobody's business. */
export type Refused = {
  outcome: 'refused'
  why: 'unknown' | 'waits' | 'password' | 'code'
  staffId: string | undefined
}

export type Tried = { outcome: 'right'; account: Account } | Refused

/** Judges a password. It counts as a try, and takes as long for an account that does not exist or that waits. */
export async function tryPassword({ database, keys, now }: Parts, { email, password, from }: Trying): Promise<Tried> {
  const { account, isWaiting } = await database.transaction(async (tx) => {
    const account = await lockAccount(tx, email.trim().toLowerCase())
    const isClaimed = account && (await claimTry(tx, keys, { staffId: account.id, from, now }))
    return { account, isWaiting: isClaimed === false }
  })
  const isRight = await verifyPassword(password, isWaiting ? null : (account?.passwordHash ?? null))
  if (account === undefined) return { outcome: 'refused', why: 'unknown', staffId: undefined }
  if (isRight) return { outcome: 'right', account }
  return { outcome: 'refused', why: isWaiting ? 'waits' : 'password', staffId: account.id }
}

export type SignedIn =
  | { outcome: 'signed-in'; session: string; staffId: string; browser: string }
  /** Everything was right: whoever knows all of it may know this too. */
  | { outcome: 'disabled'; staffId: string }
  | Refused

type Passing = { account: Account; code: string; from: Source; now: Date }

/** Signs in whose password was right, with the app's code or a recovery code. `browser` is what their browser keeps. */
export async function signIn(tx: Tx, keys: Keys, { account, code, from, now }: Passing): Promise<SignedIn> {
  const staffId = account.id
  const passed = await passCode(tx, keys, { account, code, now })
  if (passed === undefined) return { outcome: 'refused', why: 'code', staffId }
  if (passed.isDisabled) return { outcome: 'disabled', staffId }
  const browser = await forgiveTries(tx, keys, { staffId, from, now })
  return { outcome: 'signed-in', session: await openSession(tx, { staffId, now }), staffId, browser }
}

/** Tries of one account take turns. */
async function lockAccount(tx: Tx, email: string): Promise<Account | undefined> {
  const [account] = await tx.query<Account>({
    name: 'lock-account',
    text: `SELECT id, password_hash AS "passwordHash", totp_secret AS "totpSecret" FROM staff
           WHERE email = $1 AND password_hash IS NOT NULL AND totp_confirmed FOR NO KEY UPDATE`,
    values: [email],
  })
  return account
}

/** Six digits are the app's; a code counts once, whichever it is. */
async function passCode(
  tx: Tx,
  keys: Keys,
  { account, code, now }: Omit<Passing, 'from'>,
): Promise<{ isDisabled: boolean } | undefined> {
  const { id } = account
  const isTotp = /^\d{6}$/.test(code.replaceAll(/\s/g, ''))
  if (!isTotp && !(await useRecoveryCode(tx, { staffId: id, code, now }))) return undefined
  const step = isTotp ? totpStep(openTotpSecret(keys, account), code, now) : null
  if (step === undefined) return undefined
  const [passed] = await tx.query<{ isDisabled: boolean }>({
    name: 'pass-code',
    text: `UPDATE staff SET last_totp_step = coalesce($2, last_totp_step)
           WHERE id = $1 AND coalesce(last_totp_step < $2, true) RETURNING disabled_at IS NOT NULL AS "isDisabled"`,
    values: [id, step],
  })
  return passed
}
