import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#database.ts'
import { invite } from './invitations.ts'
import type { Grant } from './role.ts'
import { areKnownPlaces, setGrants } from './grants.ts'

export const NewMember = z.strictObject({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(200).toLowerCase(),
})
export type NewMember = z.infer<typeof NewMember>

export type Added = { outcome: 'added'; id: string; invitation: string } | { outcome: 'email-taken' | 'unknown-place' }

/** Somebody new, and the token of the link that lets them in. */
export async function addMember(
  tx: Tx,
  { name, email, grants, now }: NewMember & { grants: readonly Grant[]; now: Date },
): Promise<Added> {
  if (!(await areKnownPlaces(tx, grants))) return { outcome: 'unknown-place' }
  const id = randomUUID()
  const [added] = await tx.query({
    name: 'add-member',
    text: `INSERT INTO staff (id, email, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING id`,
    values: [id, email, name, now],
  })
  if (added === undefined) return { outcome: 'email-taken' }
  await setGrants(tx, { staffId: id, grants })
  return { outcome: 'added', id, invitation: await invite(tx, { staffId: id, now }) }
}
