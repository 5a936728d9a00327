import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '#database.ts'
import { locate, makeTemplate, type Server } from './template.ts'

export type FreshDatabase = Database & { connectionString: string }
type Wish = { connections?: number; server?: Server }

/** A new database with empty tables, for one test file; `close` drops it. Outside vitest name the server. */
export async function freshDatabase({ server = inject('server'), ...wish }: Wish = {}): Promise<FreshDatabase> {
  return copy(server, await makeTemplate(server, 'migrated'), wish)
}

/**
 * The same with the office of prisma/seed and slots opened for the 60 days after `now`. Few people come at once, and each connection
 * costs as much as three turns.
 */
export async function freshOffice({
  server = inject('server'),
  now = today(),
  connections = 8,
}: Wish & { now?: Date } = {}) {
  return copy(server, await makeTemplate(server, 'office', now), { connections })
}

/** One template for all files that don't care. */
function today(): Date {
  return new Date(new Date().setUTCHours(6, 0, 0, 0))
}

/** Of a server that lies in memory the files are copied in less time than a log of them is written. */
const strategy = process.env['TEST_DATABASE_URL'] === undefined ? 'FILE_COPY' : 'WAL_LOG'

async function copy(server: Server, template: string, { connections = 20 }: Wish): Promise<FreshDatabase> {
  const name = `${server.prefix}_${randomUUID().replaceAll('-', '')}`
  await run(server.url, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${strategy}`)
  const connectionString = locate(server.url, name)
  const database = openDatabase(connectionString, { connections })
  return {
    ...database,
    connectionString,
    async close() {
      await database.close()
      await run(server.url, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
