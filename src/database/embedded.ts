import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from '#refusal.ts'
import { connectionString } from './embedded/endpoint.ts'
import { ensureRunning } from './embedded/ensure-running.ts'
import { type Guest, visit } from './embedded/guest.ts'
import { findHome } from './embedded/home.ts'
import { lockHolder, takeLock, withLock } from './embedded/lock.ts'
import { stopServer } from './embedded/server.ts'
import type { Server } from './find-server.ts'

type Embedded = { dataDir: string; purpose: 'serve' | 'command'; say: (line: string) => void }

/**
 * The PostgreSQL that came with `npm ci`, its data under DATA_DIR: started, adopted when it still runs, joined when
 * another process of ours started it. The last one to leave stops it. One process serves, any number of commands run.
 */
export async function openEmbedded({ dataDir, purpose, say }: Embedded): Promise<Server> {
  const folder = resolve(dataDir)
  const home = await findHome(folder, say)
  const serving = join(folder, 'serving.lock')
  const changing = join(folder, 'database.lock')
  const release = purpose === 'serve' ? await serve(serving, folder) : async () => {}

  let isLeaving = false
  let guest: Guest
  const enter = ({ mayInitialise }: { mayInitialise: boolean }) =>
    withLock(changing, async () => {
      const endpoint = await ensureRunning(home, { mayInitialise })
      guest = await visit(endpoint)
      guest.ended.then(revive, revive)
      return endpoint
    })

  /** A database that died is started again, whoever killed it. */
  const revive = async () => {
    while (!isLeaving) {
      await setTimeout(200)
      if (isLeaving) return
      try {
        await enter({ mayInitialise: false })
        return
      } catch {
        continue
      }
    }
  }

  const endpoint = await enter({ mayInitialise: true }).catch(async (error: unknown) => {
    await release()
    throw error
  })

  return {
    connectionString: connectionString(endpoint, 'terminlotse'),
    async leave() {
      isLeaving = true
      await withLock(changing, async () => {
        const isAlone = await guest.leave()
        const other = await lockHolder(serving)
        if (!isAlone || (other !== undefined && other !== process.pid)) return
        await stopServer(home)
        await rm(home.socket, { recursive: true, force: true })
      })
      await release()
    },
  }
}

async function serve(path: string, dataDir: string): Promise<() => Promise<void>> {
  const lock = await takeLock(path)
  if (lock.outcome === 'taken') return lock.release
  throw new Refusal(`DATA_DIR ${dataDir} is in use by process ${lock.pid}: stop it or set another DATA_DIR`)
}
