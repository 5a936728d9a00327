import type { Database, Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { verifyPassword } from './hash-password.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { openSession } from './sessions.ts'
import { totpStep } from './totp.ts'
import { openTotpSecret } from './totp-secret.ts'

/** Tries that are free, and the minutes that each further one costs: 1, 2, 4, 8, then 15. */
const freeTries = 5

export type Account = { id: string; passwordHash: string; totpSecret: Buffer }

/** The account whose password this is. It counts as a try, and takes as long for an account that does not exist. */
export async function tryPassword(
  database: Pick<Database, 'query'>,
  { email, password, now }: { email: string; password: string; now: Date },
): Promise<Account | undefined> {
  const account = await claimTry(database, { email: email.trim().toLowerCase(), now })
  const isRight = await verifyPassword(password, account?.passwordHash ?? null)
  return isRight ? account : undefined
}

/** `refused` is one answer for everything that can be wrong: which part it was is nobody's business. */
export type SignedIn = { outcome: 'signed-in'; session: string; staffId: string } | { outcome: 'refused' }

/** Signs in whose password was right, with the app's code or a recovery code. */
export async function signIn(tx: Tx, keys: Keys, { account, code, now }: Passing): Promise<SignedIn> {
  if (!(await passCode(tx, keys, { account, code, now }))) return { outcome: 'refused' }
  return {
    outcome: 'signed-in',
    session: await openSession(tx, { staffId: account.id, now }),
    staffId: account.id,
  }
}

/**
 * Counts the try before it is judged, so that a hundred at once are a hundred. While an account waits nothing is judged and
 * nothing counted: who waits is let in again in the end.
 */
async function claimTry(database: Pick<Database, 'query'>, { email, now }: { email: string; now: Date }) {
  const [account] = await database.query<Account>({
    name: 'claim-try',
    text: `
      UPDATE staff SET failures = failures + 1,
        locked_until = CASE WHEN failures + 1 >= ${freeTries}
          THEN $2::timestamptz + make_interval(mins => least(15, power(2, least(failures + 1 - ${freeTries}, 10)))::int) END
      WHERE email = $1 AND disabled_at IS NULL AND password_hash IS NOT NULL AND totp_confirmed
        AND coalesce(locked_until <= $2, true)
      RETURNING id, password_hash AS "passwordHash", totp_secret AS "totpSecret"`,
    values: [email, now],
  })
  return account
}

type Passing = { account: Account; code: string; now: Date }

/** Six digits are the app's; a code counts once, whichever it is. Whoever passes starts with all tries again. */
async function passCode(tx: Tx, keys: Keys, { account, code, now }: Passing): Promise<boolean> {
  const { id } = account
  const isTotp = /^\d{6}$/.test(code.replaceAll(/\s/g, ''))
  if (!isTotp && !(await useRecoveryCode(tx, { staffId: id, code, now }))) return false
  const step = isTotp ? totpStep(openTotpSecret(keys, account), code, now) : null
  if (step === undefined) return false
  const [passed] = await tx.query({
    name: 'pass-code',
    text: `UPDATE staff SET failures = 0, locked_until = NULL, last_totp_step = coalesce($2, last_totp_step)
           WHERE id = $1 AND disabled_at IS NULL AND coalesce(last_totp_step < $2, true) RETURNING id`,
    values: [id, step],
  })
  return passed !== undefined
}
