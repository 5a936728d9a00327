import type { Tx } from '#database.ts'
import { hasAdministrator, lockAdministrators } from './administrators.ts'
import { areKnownPlaces, isAdministrator, setGrants } from './grants.ts'
import { isMember } from './members.ts'
import type { Grant } from './role.ts'

export type Changed = { outcome: 'changed' | 'unknown' | 'unknown-place' | 'last-administrator' }

/** Counts from the next request of theirs on. */
export async function changeRoles(
  tx: Tx,
  { staffId, grants }: { staffId: string; grants: readonly Grant[] },
): Promise<Changed> {
  await lockAdministrators(tx)
  if (!(await isMember(tx, staffId))) return { outcome: 'unknown' }
  if (!(await areKnownPlaces(tx, grants))) return { outcome: 'unknown-place' }
  if (!isAdministrator(grants) && !(await hasAdministrator(tx, { except: staffId })))
    return { outcome: 'last-administrator' }
  await setGrants(tx, { staffId, grants })
  return { outcome: 'changed' }
}
