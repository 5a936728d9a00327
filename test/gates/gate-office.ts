import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Database, openDatabase } from '#database.ts'
import { migrate } from '#database/migrate.ts'
import { startCluster } from '../database/cluster.ts'
import { locate } from '../database/template.ts'

export type GateOffice = { database: Database; url: string }
type Wish = { server?: { url: string } | undefined; connections?: number }

/**
 * A database for one run of a gate, on this server or on a throw-away one that writes to disk as a real one does:
 * without fsync commits are so quick that races hide.
 */
export async function withDatabase<T>(
  { server, connections = 60 }: Wish,
  work: (office: GateOffice) => Promise<T>,
): Promise<T> {
  const cluster = server ? { url: server.url, stop: async () => {} } : await startCluster({ isDurable: true })
  const name = `terminlotse_gate_${randomUUID().replaceAll('-', '')}`
  const maintenance = new pg.Client(cluster.url)
  await maintenance.connect()
  try {
    await maintenance.query(`CREATE DATABASE ${name}`)
    const located = locate(cluster.url, name)
    await migrate(located)
    const database = openDatabase(located, { connections })
    try {
      return await work({ database, url: located })
    } finally {
      await database.close()
      await maintenance.query(`DROP DATABASE ${name} WITH (FORCE)`)
    }
  } finally {
    await maintenance.end()
    await cluster.stop()
  }
}

/** So many new conversations, called "person-0" and so on. */
export async function invite({ prisma }: Database, count: number, prefix = 'person'): Promise<string[]> {
  await prisma.$executeRaw`
    INSERT INTO conversation (id, channel, address)
    SELECT ${prefix} || '-' || n, CASE WHEN n % 2 = 0 THEN 'webchat' ELSE 'telegram' END, ${prefix} || '-' || n
    FROM generate_series(0, ${count}::int - 1) AS n`
  return Array.from({ length: count }, (_, n) => `${prefix}-${n}`)
}

/** Runs `work` for every item, so many at once. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const [index, item] of queue) await work(item, index)
    }),
  )
}

export async function count({ prisma }: Database, what: string): Promise<number> {
  const [row] = await prisma.$queryRawUnsafe<{ count: bigint }[]>(`SELECT count(*) AS count FROM ${what}`)
  return Number(row?.count)
}
