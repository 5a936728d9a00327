import { chown, lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '#refusal.ts'
import { errorCode } from '../error-code.ts'
import type { Account } from './account.ts'

/** Beside the data where it fits: the path of a Unix socket ends at 103 bytes on macOS, at 107 on Linux. */
export function socketFolder(place: string, shortName: string): string {
  const folder = join(place, 'socket')
  if (Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 103) return folder
  const short = join(tmpdir(), shortName)
  return Buffer.byteLength(short) < 80 ? short : join('/tmp', shortName)
}

/** A folder in a shared place could have been made by somebody else, who would then see every connection. */
export async function makePrivate(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
  const owner = account?.uid ?? process.getuid?.()
  const found = await lstat(folder)
  if (found.uid === 0 && account !== undefined) await chown(folder, account.uid, account.gid)
  else if (found.uid !== owner || !found.isDirectory() || (found.mode & 0o077) !== 0) {
    throw new Refusal(`${folder} belongs to somebody else: remove it and start again`)
  }
}
