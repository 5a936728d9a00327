import pg from 'pg'
import { connectionString, type Endpoint } from './endpoint.ts'

/** One idle connection per process of ours, so that whoever leaves sees whether others are still there. */
export type Guest = {
  /** Settles when the connection is lost. */
  ended: Promise<void>
  /** Resolves to whether no other guest is left. */
  leave(): Promise<boolean>
}

const name = 'terminlotse guest'

export async function visit(endpoint: Endpoint): Promise<Guest> {
  const client = new pg.Client({ connectionString: connectionString(endpoint, 'postgres'), application_name: name })
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
  client.on('error', () => {})
  await client.connect()
  await makeDatabase(client)
  return {
    ended,
    async leave() {
      const others = await client
        .query('SELECT FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()', [name])
        .catch(() => undefined)
      await client.end().catch(() => {})
      return others !== undefined && others.rowCount === 0
    },
  }
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'terminlotse'")
  if (rowCount === 0) await client.query('CREATE DATABASE terminlotse')
}
