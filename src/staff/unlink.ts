import type { Tx } from '#database.ts'
import { hasAdministrator, lockAdministrators } from './administrators.ts'
import { endSessions } from './sessions.ts'

/**
 * The provider's account opens this one no more, and whoever came in by it is out. The next one that the provider vouches for with
 * this verified address is linked again, as the first one was. Whoever has no password could not sign in until then.
 */
export async function unlink(
  tx: Tx,
  { staffId }: { staffId: string },
): Promise<{ outcome: 'unlinked' | 'unknown' | 'last-administrator' }> {
  await lockAdministrators(tx)
  const [member] = await tx.query<{ hasPassword: boolean }>({
    name: 'find-linked',
    text: `SELECT password_hash IS NOT NULL AS "hasPassword" FROM staff WHERE id = $1 AND email <> ''`,
    values: [staffId],
  })
  if (member === undefined) return { outcome: 'unknown' }
  if (!member.hasPassword && !(await hasAdministrator(tx, { except: staffId })))
    return { outcome: 'last-administrator' }
  await tx.query({
    name: 'unlink-member',
    text: `UPDATE staff SET oidc_subject = NULL WHERE id = $1`,
    values: [staffId],
  })
  await endSessions(tx, { staffId })
  return { outcome: 'unlinked' }
}
