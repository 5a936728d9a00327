import type { Tx } from '#database.ts'
import type { Vouched } from './oidc.ts'
import { openSession } from './sessions.ts'

export type SignedInVouched =
  | { outcome: 'signed-in'; staffId: string; session: string }
  | { outcome: 'unknown'; staffId: undefined }
  | { outcome: 'disabled'; staffId: string }

/**
 * Signs in whom a provider vouches for. There must be an account: the one that is linked with the subject or, the first time,
 * the one with the verified e-mail address, which is linked then. An address alone is never enough twice: it may get a new owner.
 */
export async function signInVouched(
  tx: Tx,
  { vouched: { subject, email }, now }: { vouched: Vouched; now: Date },
): Promise<SignedInVouched> {
  const [account] = await tx.query<{ id: string; isDisabled: boolean }>({
    name: 'find-vouched',
    text: `
      SELECT id, disabled_at IS NOT NULL AS "isDisabled" FROM staff
      WHERE oidc_subject = $1 OR (oidc_subject IS NULL AND email = $2 AND email <> '')
      ORDER BY oidc_subject NULLS LAST LIMIT 1 FOR UPDATE`,
    values: [subject, email ?? null],
  })
  if (account === undefined) return { outcome: 'unknown', staffId: undefined }
  const { id, isDisabled } = account
  if (isDisabled) return { outcome: 'disabled', staffId: id }
  await tx.query({
    name: 'link-vouched',
    text: `UPDATE staff SET oidc_subject = $2 WHERE id = $1`,
    values: [id, subject],
  })
  return { outcome: 'signed-in', staffId: id, session: await openSession(tx, { staffId: id, now }) }
}
