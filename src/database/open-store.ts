import { type Database, openDatabase } from '#database.ts'
import type { Config } from '#config.ts'
import { findServer } from './find-server.ts'
import { migrate } from './migrate.ts'

type Wish = {
  config: Pick<Config, 'databaseUrl' | 'dataDir'>
  purpose: 'serve' | 'command'
  say: (line: string) => void
}

/** The database with its newest tables, whichever way it runs. `applied` names the migrations that were missing. */
export type Store = { database: Database; connectionString: string; applied: string[]; close(): Promise<void> }

export async function openStore({ config, purpose, say }: Wish): Promise<Store> {
  const { databaseUrl, dataDir } = config
  const server = await findServer({ databaseUrl, dataDir, purpose, say })
  try {
    const applied = await migrate(server.connectionString)
    const database = openDatabase(server.connectionString)
    return {
      database,
      connectionString: server.connectionString,
      applied,
      async close() {
        await database.close()
        await server.leave()
      },
    }
  } catch (error) {
    await server.leave()
    throw error
  }
}
