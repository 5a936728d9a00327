import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { session } from './session.ts'

/**
 * Applies the migrations that the database does not have yet, in order, each in one transaction, recorded as
 * `prisma migrate deploy` records them, which may take over where its engine can run. Resolves to the applied names.
 */
export async function migrate(connectionString: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: session(connectionString, { lock_timeout: '60s', statement_timeout: '0' }),
  })
  client.on('error', () => {}) // the statement that runs says it too
  await client.connect()
  try {
    // The key is Prisma's own, so that its CLI and several of our processes wait for each other.
    await client.query('SELECT pg_advisory_lock(72707369)')
    await client.query(table)
    const { rows: applied } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const fresh = (await readMigrations()).filter((migration) => !isApplied(migration, applied))
    for (const migration of fresh) await apply(client, migration)
    return fresh.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

type Migration = { name: string; script: string }
type Applied = { migration_name: string; checksum: string; finished_at: Date | null }

async function readMigrations(): Promise<Migration[]> {
  const folder = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url))
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(
    names.toSorted().map(async (name) => ({ name, script: await readFile(`${folder}/${name}/migration.sql`, 'utf8') })),
  )
}

function isApplied({ name, script }: Migration, applied: Applied[]): boolean {
  const row = applied.find(({ migration_name }) => migration_name === name)
  if (row === undefined) return false
  if (row.finished_at === null) {
    throw new Error(`The migration ${name} was begun by another program and did not finish: repair it and try again`)
  }
  // Git on Windows may change the line ends.
  const scripts = [script, script.replaceAll('\r\n', '\n'), script.replaceAll('\n', '\r\n')]
  if (!scripts.map(checksum).includes(row.checksum)) {
    throw new Error(`The migration ${name} was changed after it had been applied: restore its file`)
  }
  return true
}

async function apply(client: pg.Client, { name, script }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(script)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum(script), name],
    )
    await client.query('COMMIT')
  } catch (error) {
    throw new Error(`The migration ${name} failed and was rolled back`, { cause: error })
  }
}

function checksum(script: string): string {
  return createHash('sha256').update(script).digest('hex')
}

const table = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`
