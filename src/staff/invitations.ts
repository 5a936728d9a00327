import type { Database, Tx } from '#database.ts'
import { hashToken, newToken } from './token.ts'

/** Hours for which an invitation can be accepted. */
export const invitationHours = 24

/** The address that an invitation is accepted at. What follows the # stays in the browser: no log on the way has it. */
export function invitationPath(token: string): string {
  return `/desk/einladung#${token}`
}

/** A link that lets somebody set a password and an app for codes, once. Earlier ones of theirs end. */
export async function invite(tx: Tx, { staffId, now }: { staffId: string; now: Date }): Promise<string> {
  const token = newToken()
  await tx.query({
    name: 'end-invitations',
    text: `DELETE FROM invitation WHERE staff_id = $1 AND used_at IS NULL`,
    values: [staffId],
  })
  await tx.query({
    name: 'invite',
    text: `INSERT INTO invitation (hash, staff_id, expires_at) VALUES ($1, $2, $3)`,
    values: [hashToken(token), staffId, new Date(now.getTime() + invitationHours * 3_600_000)],
  })
  return token
}

/** `isFirst`: nobody is known by name yet, so that whoever accepts says who they are. */
export type Invitation =
  | { outcome: 'open'; staffId: string; name: string; email: string; isFirst: boolean }
  | { outcome: 'used' | 'expired' | 'unknown' }

export async function findInvitation(
  db: Pick<Database, 'query'>,
  { token, now }: { token: string; now: Date },
): Promise<Invitation> {
  const [row] = await db.query<Row>({
    name: 'find-invitation',
    text: `SELECT i.staff_id AS "staffId", m.name, m.email, i.used_at IS NOT NULL AS "isUsed",
                  i.expires_at <= $2 OR m.disabled_at IS NOT NULL AS "isOver"
           FROM invitation i JOIN staff m ON m.id = i.staff_id WHERE i.hash = $1`,
    values: [hashToken(token), now],
  })
  if (row === undefined) return { outcome: 'unknown' }
  const { isUsed, isOver, ...open } = row
  if (isUsed) return { outcome: 'used' }
  return isOver ? { outcome: 'expired' } : { outcome: 'open', ...open, isFirst: open.email === '' }
}

type Row = { staffId: string; name: string; email: string; isUsed: boolean; isOver: boolean }

/** False when somebody was quicker. */
export async function useInvitation(tx: Tx, { token, now }: { token: string; now: Date }): Promise<boolean> {
  const [used] = await tx.query({
    name: 'use-invitation',
    text: `UPDATE invitation SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING staff_id`,
    values: [hashToken(token), now],
  })
  return used !== undefined
}
