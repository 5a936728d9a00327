import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Statement } from '#database.ts'
import { type FreshDatabase, freshDatabase } from './fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

test('instants, days and counts arrive as the book means them', async () => {
  const [row] = await database.query(
    sql("SELECT timestamptz '2026-03-29 01:30:00+00' AS at, date '2026-03-29' AS day, count(*) AS count FROM slot"),
  )
  expect(row).toEqual({ at: new Date('2026-03-29T01:30:00Z'), day: '2026-03-29', count: 0 })
})

test('an instant written by a model is the same instant for a statement', async () => {
  const startsAt = new Date('2026-10-25T00:30:00Z')
  await database.prisma.department.create({ data: { id: 'asylum', position: 1, name: { de: 'Asylrecht' } } })
  await database.prisma.location.create({
    data: { id: 'neuss', position: 1, name: {}, address: '', latitude: 0, longitude: 0 },
  })
  await database.prisma.slot.create({
    data: { departmentId: 'asylum', locationId: 'neuss', startsAt, minutes: 15, capacity: 1 },
  })
  expect(await database.query(sql('SELECT starts_at AS at FROM slot'))).toEqual([{ at: startsAt }])
})

test('what throws inside a transaction leaves nothing behind', async () => {
  const failing = database.transaction(async (tx) => {
    await tx.query(sql("INSERT INTO inbox VALUES ('webchat', 'undone')"))
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await database.query(sql("SELECT FROM inbox WHERE key = 'undone'"))).toEqual([])
})

test('a transaction whose failed statement was overlooked does not pass for committed', async () => {
  const careless = database.transaction(async (tx) => {
    await tx.query(sql("INSERT INTO inbox VALUES ('webchat', 'lost')"))
    await tx.query(sql('SELECT 1 / 0')).catch(() => {})
  })
  await expect(careless).rejects.toThrow('rolled back')
})

test('a deadlock is settled by running the loser again', async () => {
  await database.query(sql("INSERT INTO inbox VALUES ('webchat', 'a'), ('webchat', 'b')"))
  let runs = 0
  const bothHaveOne = barrier(2)
  const touch = (first: string, second: string) =>
    database.transaction(async (tx) => {
      runs += 1
      await tx.query(sql('UPDATE inbox SET sequence = 1 WHERE key = $1', first))
      await bothHaveOne()
      await tx.query(sql('UPDATE inbox SET sequence = 1 WHERE key = $1', second))
    })
  await Promise.all([touch('a', 'b'), touch('b', 'a')])
  expect(runs).toBe(3)
})

test('a connection that the server ends in the middle is replaced and the work runs again', async () => {
  let runs = 0
  await database.transaction(async (tx) => {
    runs += 1
    await tx.query(sql("INSERT INTO inbox VALUES ('webchat', 'cut')"))
    if (runs === 1) await tx.query(sql('SELECT pg_terminate_backend(pg_backend_pid())'))
  })
  expect(runs).toBe(2)
  expect(await database.query(sql("SELECT FROM inbox WHERE key = 'cut'"))).toHaveLength(1)
})

test('a refusal of the database is not retried', async () => {
  let runs = 0
  const doubled = database.transaction(async (tx) => {
    runs += 1
    await tx.query(sql("INSERT INTO inbox VALUES ('webchat', 'x'), ('webchat', 'x')"))
  })
  await expect(doubled).rejects.toMatchObject({ code: '23505' })
  expect(runs).toBe(1)
})

test('what is notified is heard, also after the listening connection was cut', async () => {
  const heard: string[] = []
  const stop = await database.listen('message', (payload) => heard.push(payload))
  await database.query(sql("SELECT pg_notify('message', 'first')"))
  await expect.poll(() => heard).toEqual(['first'])

  await database.query(
    sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
    ),
  )
  await expect.poll(() => heard).toEqual(['first', ''])
  await database.query(sql("SELECT pg_notify('message', 'second')"))
  await expect.poll(() => heard).toEqual(['first', '', 'second'])

  await stop()
  await database.query(sql("SELECT pg_notify('message', 'third')"))
  expect(heard).toHaveLength(3)
})

test('closing leaves no connection behind', async () => {
  const other = await freshDatabase()
  await other.query(sql('SELECT 1'))
  await other.prisma.department.count()
  await other.listen('message', () => {})
  const { connectionString } = other
  await other.close()
  const client = new pg.Client(database.connectionString)
  await client.connect()
  const name = new URL(connectionString).pathname.slice(1)
  const { rows } = await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name])
  await client.end()
  expect(rows).toEqual([])
})

function sql(text: string, ...values: unknown[]): Statement {
  return { name: `test ${text}`.slice(0, 60), text, values }
}

function barrier(count: number): () => Promise<void> {
  let waiting = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  return () => {
    waiting += 1
    if (waiting >= count) resolve()
    return promise
  }
}
