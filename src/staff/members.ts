import { z } from 'zod'
import type { Database, Tx } from '#database.ts'
import { Grant } from './role.ts'

/** `invited`: has not set a password yet. `isLinked`: with an account at the OpenID Connect provider. */
export type Member = {
  id: string
  name: string
  email: string
  state: 'active' | 'invited' | 'disabled'
  isLinked: boolean
  grants: Grant[]
  lastSeenAt: Date | null
}

/** Everybody who works here or did, by name. Whoever will be the first administrator is nobody yet. */
export async function listMembers(db: Pick<Database, 'query'>): Promise<Member[]> {
  const rows = await db.query<Omit<Member, 'grants'> & { grants: unknown }>({
    name: 'list-members',
    text: `
      SELECT m.id, m.name, m.email,
             CASE WHEN disabled_at IS NOT NULL THEN 'disabled'
                  WHEN password_hash IS NULL AND oidc_subject IS NULL THEN 'invited' ELSE 'active' END AS state,
             oidc_subject IS NOT NULL AS "isLinked",
             (SELECT coalesce(json_agg(json_build_object(
                'role', role, 'departmentId', department_id, 'locationId', location_id) ORDER BY id), '[]')
              FROM staff_role WHERE staff_id = m.id) AS grants,
             (SELECT max(last_seen_at) FROM staff_session WHERE staff_id = m.id) AS "lastSeenAt"
      FROM staff m WHERE email <> '' ORDER BY lower(name), email`,
    values: [],
  })
  return rows.map((row) => ({ ...row, grants: z.array(Grant).parse(row.grants) }))
}

export async function findMember(
  tx: Tx,
  { email }: { email: string },
): Promise<{ id: string; name: string } | undefined> {
  const [member] = await tx.query<{ id: string; name: string }>({
    name: 'find-member',
    text: `SELECT id, name FROM staff WHERE email = $1 AND email <> ''`,
    values: [email],
  })
  return member
}

export async function isMember(tx: Tx, staffId: string): Promise<boolean> {
  const found = await tx.query({
    name: 'is-member',
    text: `SELECT id FROM staff WHERE id = $1 AND email <> ''`,
    values: [staffId],
  })
  return found.length > 0
}
