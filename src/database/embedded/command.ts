import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Account } from './account.ts'

type Command = { binaries: string; name: 'initdb' | 'pg_ctl'; args: string[]; account: Account }

/** Runs one of PostgreSQL's programs to its end; throws with what it printed when it fails. */
export async function command({ binaries, name, args, account }: Command): Promise<void> {
  const child = spawn(join(binaries, 'bin', name), args, { ...account, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  if (code !== 0) throw new Error(`${name} failed (${code}): ${[out, err].join('\n').trim()}`)
}
