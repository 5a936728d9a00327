import pg from 'pg'
import { openDatabase } from '#database.ts'
import { migrate } from '#database/migrate.ts'

export type Server = { url: string; prefix: string }
type Kind = 'migrated' | 'office'

/** Makes the template once, whoever asks first, and resolves to its name. */
export async function makeTemplate(server: Server, kind: Kind, now = new Date()): Promise<string> {
  const name = kind === 'migrated' ? `${server.prefix}_migrated` : `${server.prefix}_office_${now.getTime()}`
  const client = new pg.Client(server.url)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await make(client, { server, kind, name, now })
    return name
  } finally {
    await client.end()
  }
}

type Making = { server: Server; kind: Kind; name: string; now: Date }

/** Made under another name first: a template that failed half-way must not be found by the next test file. */
async function make(client: pg.Client, { server, kind, name, now }: Making): Promise<void> {
  const unfinished = `${name}_making`
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
  if (kind === 'migrated') {
    await client.query(`CREATE DATABASE ${unfinished}`)
    await migrate(locate(server.url, unfinished))
  } else {
    await client.query(`CREATE DATABASE ${unfinished} TEMPLATE ${server.prefix}_migrated`)
    await furnish(locate(server.url, unfinished), now)
  }
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`)
}

async function furnish(url: string, now: Date): Promise<void> {
  // Only tests of the office need these; those of the bare tables run without.
  const { seedOffice } = await import('../../prisma/seed/seed-office.ts')
  const { openSlots } = await import('#appointments/open-slots.ts')
  const database = openDatabase(url)
  try {
    await seedOffice(database.prisma)
    await openSlots(database, { now, days: 60 })
  } finally {
    await database.close()
  }
}

export function locate(url: string, database: string): string {
  const located = new URL(url)
  located.pathname = `/${database}`
  return located.href
}

/** Drops a run's databases or, without its prefix, what runs left behind that did not end well: 3 hours old and unused. */
export async function sweep(url: string, prefix?: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'terminlotse_test_%' ORDER BY datname",
    )
    for (const { datname } of rows) {
      if (prefix === undefined ? isLeftBehind(datname) : datname.startsWith(prefix)) {
        await client
          .query(`DROP DATABASE IF EXISTS ${datname}${prefix === undefined ? '' : ' WITH (FORCE)'}`)
          .catch(() => {})
      }
    }
  } finally {
    await client.end()
  }
}

function isLeftBehind(name: string): boolean {
  return Number(name.split('_')[2]) < Date.now() / 1000 - 3 * 60 * 60
}
