import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverAccount } from '#database/embedded/account.ts'
import { findBinaries } from '#database/embedded/binaries.ts'
import { connectionString } from '#database/embedded/endpoint.ts'
import { initialise } from '#database/embedded/initialise.ts'
import { startServer, stopServer } from '#database/embedded/server.ts'

/** A throw-away server in a temporary folder; `isDurable` for gates that measure or kill. */
export async function startCluster({ isDurable = false } = {}): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'terminlotse-test-'))
  const data = join(folder, 'database')
  const account = await serverAccount(data)
  const endpoint = { socket: join(folder, 'socket') }
  await mkdir(endpoint.socket, { mode: 0o700 })
  if (account !== undefined) {
    await Promise.all([folder, endpoint.socket].map((path) => chown(path, account.uid, account.gid)))
  }
  const binaries = await findBinaries(account, folder)
  await initialise({ binaries, data, account, endpoint, sync: isDurable })
  await startServer({ binaries, data, log: join(folder, 'log'), account, endpoint }, isDurable ? {} : careless)
  return {
    url: connectionString(endpoint, 'postgres'),
    async stop() {
      await stopServer({ binaries, data, account })
      await rm(folder, { recursive: true })
    },
  }
}

/** Several gates at once want a crowd of connections each. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '500' }
