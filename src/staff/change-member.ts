import type { Tx } from '#database.ts'
import type { NewMember } from './add-member.ts'

export type Changed = { outcome: 'changed'; changed: ('name' | 'email')[] } | { outcome: 'unknown' | 'email-taken' }

/** Another name or address: for whoever has married, or was mistyped. Everything else of theirs stays as it is. */
export async function changeMember(
  tx: Tx,
  { staffId, name, email }: NewMember & { staffId: string },
): Promise<Changed> {
  const [before] = await tx.query<NewMember>({
    name: 'lock-member',
    text: `SELECT name, email FROM staff WHERE id = $1 AND email <> '' FOR UPDATE`,
    values: [staffId],
  })
  if (before === undefined) return { outcome: 'unknown' }
  const taken = await tx.query({
    name: 'find-email',
    text: `SELECT id FROM staff WHERE email = $1 AND id <> $2`,
    values: [email, staffId],
  })
  if (taken.length > 0) return { outcome: 'email-taken' }
  await tx.query({
    name: 'change-member',
    text: `UPDATE staff SET name = $2, email = $3 WHERE id = $1`,
    values: [staffId, name, email],
  })
  const changed = (['name', 'email'] as const).filter((field) => before[field] !== { name, email }[field])
  return { outcome: 'changed', changed }
}
