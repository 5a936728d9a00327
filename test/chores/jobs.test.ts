import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { type Jobs, openJobs } from '#chores/jobs.ts'
import { readConfig } from '#config.ts'
import { type Database, openDatabase } from '#database.ts'
import { createLog } from '#log.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { locate } from '../database/template.ts'

let database: FreshDatabase
const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
const soon = { timeout: 20_000, interval: 50 }
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

async function open(works = true): Promise<Jobs> {
  const jobs = await openJobs({ connectionString: database.connectionString, database, log, works })
  onTestFinished(jobs.stop)
  return jobs
}

test('a job wakes the work in one of the processes, with the id of its row', { timeout: 60_000 }, async () => {
  const [desk, one, other] = [await open(false), await open(), await open()]
  const woken: (string | undefined)[] = []
  for (const worker of [one, other]) await worker.work('offer', async (id) => void woken.push(id))
  const ids = Array.from({ length: 20 }, () => randomUUID())
  for (const id of ids) await desk.wake('offer', id)
  await expect.poll(() => woken.length, soon).toBe(20)
  expect(woken.toSorted()).toEqual(ids.toSorted())
})

test('a job of a transaction that was rolled back does not exist', { timeout: 60_000 }, async () => {
  const jobs = await open()
  const [kept, lost] = [randomUUID(), randomUUID()]
  const woken: (string | undefined)[] = []
  await database.transaction((tx) => jobs.wake('draw', kept, { tx }))
  const undone = database.transaction(async (tx) => {
    await jobs.wake('draw', lost, { tx })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await jobs.work('draw', async (id) => void woken.push(id))
  await expect.poll(() => woken, soon).toEqual([kept])
  expect(await waiting('draw')).toEqual([])
})

test('a job for later waits, and work that failed is tried again', { timeout: 60_000 }, async () => {
  const jobs = await open()
  const [now, later] = [randomUUID(), randomUUID()]
  let tries = 0
  await jobs.wake('broadcast', later, { at: new Date(Date.now() + 86_400_000) })
  await jobs.wake('broadcast', now)
  await jobs.work('broadcast', async (id) => {
    expect(id).toBe(now)
    if (++tries === 1) throw new Error('the database was away')
  })
  await expect.poll(() => tries, soon).toBe(2)
  await expect.poll(() => waiting('broadcast'), soon).toEqual([later])
})

test('an owner who is no superuser suffices; who may not make a schema is told the remedy', async () => {
  const role = `clerk_${randomUUID().slice(0, 8)}`
  const name = `${inject('server').prefix}_${role}`
  const admin = openDatabase(inject('server').url, { connections: 1 })
  const run = (text: string) => admin.query({ name: '', text, values: [] })
  await run(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`)
  await run(`CREATE DATABASE ${name}`)
  const url = new URL(locate(inject('server').url, name))
  const owners = await inDatabase(url.href)
  url.username = role
  url.password = role
  const clerk = await inDatabase(url.href)
  onTestFinished(async () => {
    await Promise.all([clerk.close(), owners.close()])
    await run(`DROP DATABASE ${name} WITH (FORCE)`)
    await run(`DROP ROLE ${role}`)
    await admin.close()
  })
  const connect = () => openJobs({ connectionString: url.href, database: clerk, log, works: true })
  await expect(connect()).rejects.toThrow(`CREATE SCHEMA pgboss AUTHORIZATION ${role}`)
  await owners.query({ name: '', text: `CREATE SCHEMA pgboss AUTHORIZATION ${role}`, values: [] })
  for (let start = 0; start < 2; start++) await (await connect()).stop()
})

async function inDatabase(url: string): Promise<Database> {
  return openDatabase(url, { connections: 1 })
}

async function waiting(name: string): Promise<string[]> {
  const client = new pg.Client(database.connectionString)
  await client.connect()
  const text = "SELECT data->>'id' AS id FROM pgboss.job WHERE name = $1 AND state IN ('created', 'retry', 'active')"
  const { rows } = await client.query<{ id: string }>(text, [name]).finally(() => client.end())
  return rows.map(({ id }) => id)
}
