import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '#database/migrate.ts'
import { type FreshDatabase, freshDatabase } from './fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

test('a second run finds nothing to do', async () => {
  expect(await migrate(database.connectionString)).toEqual([])
})

test('two processes that migrate an empty database at once apply each migration once', async () => {
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const applied = (await Promise.all([migrate(database.connectionString), migrate(database.connectionString)])).flat()
  expect(applied).toContain('20261122000000_appointment_book')
  expect(new Set(applied).size).toBe(applied.length)
})

test('a migration that was changed after it had been applied is refused by its name', async () => {
  await query("UPDATE _prisma_migrations SET checksum = 'other'")
  await expect(migrate(database.connectionString)).rejects.toThrow('20261122000000_appointment_book was changed')
})

test('a migration that another program left unfinished is refused', async () => {
  await query('UPDATE _prisma_migrations SET finished_at = NULL')
  await expect(migrate(database.connectionString)).rejects.toThrow('did not finish')
})

async function query(statement: string): Promise<void> {
  const client = new pg.Client(database.connectionString)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
