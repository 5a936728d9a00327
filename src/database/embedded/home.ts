import { createHash } from 'node:crypto'
import { access, constants, mkdir, realpath, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { errorCode } from '../error-code.ts'
import { Refusal } from '#refusal.ts'
import { type Account, may, serverAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { socketFolder } from './socket-folder.ts'

/** Where everything of an embedded server is. */
export type Home = { account: Account; binaries: string; data: string; log: string; socket: string }

/** For what the server's own account can't reach elsewhere. */
export const system = '/var/lib/terminlotse'

/** Finds the places for DATA_DIR and makes its folders. `say` hears when the server can't live there. */
export async function findHome(dataDir: string, say: (line: string) => void): Promise<Home> {
  await makeWritable(dataDir)
  const whole = await realpath(dataDir)
  const account = await serverAccount(join(whole, 'database'))
  const place = account === undefined || (await may(account, whole)) ? whole : join(system, shortName(whole))
  const binaries = await findBinaries(account, account === undefined ? whole : system)
  if (place !== whole) {
    await mkdir(place, { recursive: true, mode: 0o755 })
    say(`The user ${databaseUser(account)} can't reach ${whole}: the database is in ${place}`)
  }
  return {
    account,
    binaries,
    data: join(place, 'database'),
    log: join(place, 'database.log'),
    socket: socketFolder(place, shortName(place)),
  }
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const remedy = `run "sudo chown ${userInfo().username} ${folder}" or set DATA_DIR to a folder that you may write`
    throw new Refusal(`DATA_DIR ${folder} is not writable (${errorCode(cause)}): ${remedy}`, { code: 2, cause })
  }
}

/** Not mkdir's `recursive`: it never ends where a folder that exists takes no folders, as /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    if (errorCode(error) !== 'ENOENT' || (await stat(dirname(folder)).catch(() => undefined)) !== undefined) throw error
    await makeFolder(dirname(folder))
    await mkdir(folder)
  }
}

function shortName(path: string): string {
  return `terminlotse-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`
}

function databaseUser(account: Account): string {
  return account === undefined ? userInfo().username : `postgres (${account.uid})`
}
