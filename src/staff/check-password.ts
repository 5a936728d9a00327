import type { Database } from '#database.ts'
import { verifyPassword } from './hash-password.ts'

/** Asked again before something that a stolen session must not do. */
export async function checkPassword(
  db: Pick<Database, 'query'>,
  { staffId, password }: { staffId: string; password: string },
): Promise<boolean> {
  const [account] = await db.query<{ hash: string | null }>({
    name: 'find-password',
    text: `SELECT password_hash AS hash FROM staff WHERE id = $1`,
    values: [staffId],
  })
  return verifyPassword(password, account?.hash ?? null)
}
