import type { Tx } from '#database.ts'
import { hasAdministrator, lockAdministrators } from './administrators.ts'
import { invite } from './invitations.ts'
import { isMember } from './members.ts'
import { endSessions } from './sessions.ts'
import { forgetSources } from './tries.ts'

type Reset = { outcome: 'reset'; invitation: string } | { outcome: 'unknown' | 'disabled' | 'last-administrator' }

/**
 * For who has lost password or app: a new invitation, and what they had opens nothing any more from now on, since it may be
 * in other hands. The last administrator would be locked out if the link got lost: `isLastToo` is for who can make another.
 */
export async function reset(
  tx: Tx,
  { staffId, now, isLastToo = false }: { staffId: string; now: Date; isLastToo?: boolean },
): Promise<Reset> {
  await lockAdministrators(tx)
  if (!(await isMember(tx, staffId))) return { outcome: 'unknown' }
  if (!isLastToo && !(await hasAdministrator(tx, { except: staffId }))) return { outcome: 'last-administrator' }
  const [member] = await tx.query({
    name: 'reset-member',
    text: `UPDATE staff SET password_hash = NULL, totp_confirmed = false, totp_secret = NULL, oidc_subject = NULL,
             failures = 0, locked_until = NULL
           WHERE id = $1 AND disabled_at IS NULL RETURNING id`,
    values: [staffId],
  })
  if (member === undefined) return { outcome: 'disabled' }
  await endSessions(tx, { staffId })
  await forgetSources(tx, staffId)
  await tx.query({
    name: 'reset-recovery-codes',
    text: `DELETE FROM recovery_code WHERE staff_id = $1`,
    values: [staffId],
  })
  return { outcome: 'reset', invitation: await invite(tx, { staffId, now }) }
}
