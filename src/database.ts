import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#generated/prisma/client.ts'
import { listen } from './database/listen.ts'
import { openPool } from './database/pool.ts'
import { retry } from './database/retry.ts'
import { transaction } from './database/transaction.ts'

/** `name` is the prepared statement's name: one name, one text. */
export type Statement = { name: string; text: string; values: readonly unknown[] }

export type Tx = { query<Row extends object>(statement: Statement): Promise<Row[]> }

/** Rows carry int8 as number, timestamptz as Date, date as 'YYYY-MM-DD'. */
export type Database = {
  /** READ COMMITTED on one connection. A lost race or connection runs `work` again, so it must be idempotent: ask the inbox. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One statement outside a transaction. It may be retried too: reads, or writes that may happen twice. */
  query<Row extends object>(statement: Statement): Promise<Row[]>
  /** For everything outside turns, with a pool of its own. */
  prisma: PrismaClient
  /** Hears until the returned function is called. After a reconnect it hears '': something may have been missed. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export function openDatabase(connectionString: string, { connections = 20 }: { connections?: number } = {}): Database {
  const pool = openPool(connectionString, connections)
  const modelPool = openPool(connectionString, 5)
  const prisma = new PrismaClient({ adapter: new PrismaPg(modelPool) })
  const listeners = new Set<() => Promise<void>>()

  return {
    transaction: (work) => retry(() => transaction(pool, work)),
    query: async <Row extends object>({ name, text, values }: Statement) =>
      (await retry(() => pool.query<Row>({ name, text, values: [...values] }))).rows,
    prisma,
    async listen(channel, heard) {
      const stop = await listen(connectionString, { channel, heard })
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },
    async close() {
      await Promise.all([...listeners].map((stop) => stop()))
      await prisma.$disconnect()
      await Promise.all([pool.end(), modelPool.end()])
    },
  }
}
