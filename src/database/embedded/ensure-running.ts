import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from '#refusal.ts'
import type { Endpoint } from './endpoint.ts'
import type { Home } from './home.ts'
import { initialise } from './initialise.ts'
import { findPostmaster } from './postmaster.ts'
import { isReady, startServer } from './server.ts'
import { makePrivate } from './socket-folder.ts'

/**
 * Adopts the server that runs on these data, or starts one. Only `mayInitialise` makes the data when there are none: an
 * empty book in place of one that somebody moved away would look as if all appointments were lost. Call it under the lock.
 */
export async function ensureRunning(home: Home, { mayInitialise }: { mayInitialise: boolean }): Promise<Endpoint> {
  for (;;) {
    const running = await findPostmaster(home.data)
    if (running === undefined) return start(home, mayInitialise)
    const endpoint =
      process.platform === 'win32' ? { port: running.port, password: await password(home) } : { socket: running.socket }
    if (await isReady(endpoint)) return endpoint
    await setTimeout(50) // it is starting, recovering or stopping
  }
}

async function start(home: Home, mayInitialise: boolean): Promise<Endpoint> {
  const endpoint =
    process.platform === 'win32' ? { port: await freePort(), password: await password(home) } : { socket: home.socket }
  const version = await readFile(`${home.data}/PG_VERSION`, 'utf8').catch(() => undefined)
  if (version === undefined && !mayInitialise) throw new Refusal(`${home.data} is gone`)
  if (version === undefined) await initialise({ ...home, endpoint })
  else if (Number(version) !== major) {
    throw new Refusal(
      `${home.data} was made by PostgreSQL ${version.trim()}, this is ${major}: pg_upgrade it or restore a backup`,
    )
  }
  if ('socket' in endpoint) await makePrivate(endpoint.socket, home.account)
  await startServer({ ...home, endpoint })
  return endpoint
}

const major = 18

/** Windows has no private sockets for us; initdb writes this password into the cluster. */
async function password({ data }: Home): Promise<string> {
  return readFile(`${data}.password`, 'utf8').catch(() => randomBytes(24).toString('base64url'))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 5432
}
