import type { Database, Tx } from '#database.ts'
import { checkPassword } from './check-password.ts'
import { hashPassword } from './hash-password.ts'
import { type Fault, judgePassword } from './judge-password.ts'
import type { StaffMember } from './principal.ts'
import { endSessions } from './sessions.ts'

type Wish = { member: StaffMember; current: string; password: string }

export type Judged =
  { outcome: 'good'; passwordHash: string } | { outcome: 'wrong' } | { outcome: 'password'; fault: Fault }

/** Whether somebody knows their present password, and may have the new one. */
export async function judgeChange(
  database: Pick<Database, 'query'>,
  { member, current, password }: Wish,
): Promise<Judged> {
  const fault = judgePassword(password, member)
  if (fault) return { outcome: 'password', fault }
  if (!(await checkPassword(database, { staffId: member.id, password: current }))) return { outcome: 'wrong' }
  return { outcome: 'good', passwordHash: await hashPassword(password) }
}

/** The member stays signed in with this session alone. */
export async function changePassword(
  tx: Tx,
  { staffId, passwordHash, session }: { staffId: string; passwordHash: string; session: string },
): Promise<void> {
  await tx.query({
    name: 'change-password',
    text: `UPDATE staff SET password_hash = $2 WHERE id = $1`,
    values: [staffId, passwordHash],
  })
  await endSessions(tx, { staffId, except: session })
}
