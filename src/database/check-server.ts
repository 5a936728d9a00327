import type pg from 'pg'
import { Refusal } from '#refusal.ts'

/** An appointment that was confirmed must survive a power cut: refuses a server that was told to be careless, or is too old. */
export async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num')`,
  )
  const careless = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name)
  if (careless.length > 0) {
    throw new Refusal(`The PostgreSQL server may lose confirmed appointments: turn on ${careless.join(', ')}`)
  }
  const version = Number(rows.find(({ name }) => name === 'server_version_num')?.setting)
  if (version < 150_000)
    throw new Refusal(`The PostgreSQL server is older than 15: it is ${Math.floor(version / 10_000)}`)
}
