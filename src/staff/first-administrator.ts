import { randomUUID } from 'node:crypto'
import type { Database } from '#database.ts'
import { hasAdministrator } from './administrators.ts'
import { invite } from './invitations.ts'

/** A fresh invitation for the first administrator, while there is none who could sign in; undefined afterwards. */
export async function inviteFirstAdministrator(database: Database, now: Date): Promise<string | undefined> {
  return database.transaction(async (tx) => {
    if (await hasAdministrator(tx)) return undefined
    // The empty address is what two first starts at once meet at.
    const [first] = await tx.query<{ id: string }>({
      name: 'make-first-administrator',
      text: `INSERT INTO staff (id, email, name) VALUES ($1, '', '') ON CONFLICT (email) DO UPDATE SET name = '' RETURNING id`,
      values: [randomUUID()],
    })
    if (first === undefined) throw new Error('The first administrator was neither found nor made')
    await tx.query({
      name: 'promote-first-administrator',
      text: `INSERT INTO staff_role (staff_id, role) SELECT $1, 'administrator'
             WHERE NOT EXISTS (SELECT FROM staff_role WHERE staff_id = $1)`,
      values: [first.id],
    })
    return invite(tx, { staffId: first.id, now })
  })
}
