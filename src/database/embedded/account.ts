import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Who the database server runs as; undefined: as ourselves. */
export type Account = { uid: number; gid: number } | undefined

/**
 * PostgreSQL refuses to run as root; then it runs as the owner of the data or, for new data, as the system's user
 * `postgres`, made if missing.
 */
export async function serverAccount(data: string): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(data).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  try {
    return await find()
  } catch {
    await run('useradd', [
      '--system',
      '--user-group',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      name,
    ])
    return find()
  }
}

/** Whether the account may do what `test` asks of the path: -x to pass through a folder or run a program. */
export async function may(account: Account, path: string): Promise<boolean> {
  return run('/bin/sh', ['-c', 'test -x "$0"', path], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

const name = 'postgres'
const run = promisify(execFile)

async function find(): Promise<Account> {
  const [user, group] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
  return { uid: Number(user.stdout), gid: Number(group.stdout) }
}
