import { awaitServer } from './await-server.ts'
import { openEmbedded } from './embedded.ts'

/** A PostgreSQL to connect to. `leave` says that we need it no longer. */
export type Server = { connectionString: string; leave(): Promise<void> }

type Wish = {
  databaseUrl: string | undefined
  dataDir: string
  purpose: 'serve' | 'command'
  say: (line: string) => void
}

/** The server of DATABASE_URL or, without it, the embedded one under DATA_DIR. */
export async function findServer({ databaseUrl, ...embedded }: Wish): Promise<Server> {
  if (databaseUrl === undefined) return openEmbedded(embedded)
  await awaitServer(databaseUrl, embedded.say)
  return { connectionString: databaseUrl, leave: async () => {} }
}
