import type { Database } from '#database.ts'
import { checkPassword } from './check-password.ts'
import { hashPassword } from './hash-password.ts'
import { type Fault, judgePassword } from './judge-password.ts'
import type { StaffMember } from './principal.ts'
import { endSessions } from './sessions.ts'

type Changing = { member: StaffMember; session: string; current: string; password: string }

export type Changed = { outcome: 'changed' | 'wrong' } | { outcome: 'password'; fault: Fault }

/** Whoever knows the current one sets a new one, and stays signed in here alone. */
export async function changePassword(database: Database, changing: Changing): Promise<Changed> {
  const { member, session, current, password } = changing
  const fault = judgePassword(password, member)
  if (fault) return { outcome: 'password', fault }
  if (!(await checkPassword(database, { staffId: member.id, password: current }))) return { outcome: 'wrong' }
  const hash = await hashPassword(password)
  await database.transaction(async (tx) => {
    await tx.query({
      name: 'change-password',
      text: `UPDATE staff SET password_hash = $2 WHERE id = $1`,
      values: [member.id, hash],
    })
    await endSessions(tx, { staffId: member.id, except: session })
  })
  return { outcome: 'changed' }
}
