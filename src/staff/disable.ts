import type { Tx } from '#database.ts'
import { hasAdministrator, lockAdministrators } from './administrators.ts'
import { isMember } from './members.ts'
import { endSessions } from './sessions.ts'

type Who = { staffId: string; now: Date }

/** Out at once, everywhere. The row stays, since the audit log names it. */
export async function disable(
  tx: Tx,
  { staffId, now }: Who,
): Promise<{ outcome: 'disabled' | 'unknown' | 'last-administrator' }> {
  await lockAdministrators(tx)
  if (!(await isMember(tx, staffId))) return { outcome: 'unknown' }
  if (!(await hasAdministrator(tx, { except: staffId }))) return { outcome: 'last-administrator' }
  await tx.query({
    name: 'disable-member',
    text: `UPDATE staff SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1`,
    values: [staffId, now],
  })
  await endSessions(tx, { staffId })
  return { outcome: 'disabled' }
}

export async function enable(tx: Tx, { staffId }: Pick<Who, 'staffId'>): Promise<{ outcome: 'enabled' | 'unknown' }> {
  const [enabled] = await tx.query({
    name: 'enable-member',
    text: `UPDATE staff SET disabled_at = NULL WHERE id = $1 AND email <> '' RETURNING id`,
    values: [staffId],
  })
  return { outcome: enabled === undefined ? 'unknown' : 'enabled' }
}
