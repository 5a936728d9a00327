import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#database.ts'
import { type FreshDatabase, freshDatabase } from './fresh-database.ts'

// PostgreSQL's last word may come in the same packet as the word that a connection is free, and be read before anybody who
// waits for the connection has got it.
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

test.each(['a transaction', 'a statement', 'a model'] as const)(
  '%s outlives a server that dies as the connection becomes free',
  async (kind) => {
    const wire = await dyingWire(database.connectionString)
    const through = openDatabase(wire.connectionString)
    const works = {
      'a transaction': () => through.transaction((tx) => tx.query(one)),
      'a statement': () => through.query(one),
      'a model': () => through.prisma.slot.count(),
    }
    // A model's call is not repeated: it may fail, but the process lives.
    await works[kind]().catch(() => {})
    expect(wire.deaths()).toBe(1)
    await works[kind]()
    await through.close()
    await wire.close()
  },
)

const one = { name: 'one', text: 'SELECT 1', values: [] }

/** The first connection to the database dies in the very packet that says it is ready. */
async function dyingWire(connectionString: string) {
  const url = new URL(connectionString)
  const socket = url.searchParams.get('host')
  const behind =
    socket === null ? { host: url.hostname, port: Number(url.port || 5432) } : { path: `${socket}/.s.PGSQL.5432` }
  const sockets = new Set<Socket>()
  let deaths = 0
  const server = createServer((near) => {
    const far = connect(behind)
    for (const each of [near, far]) {
      sockets.add(each)
      each.on('error', () => {})
    }
    near.on('data', (chunk) => void far.write(chunk))
    near.on('close', () => void far.destroy())
    far.on('data', (chunk) => {
      if (near.destroyed) return
      if (deaths > 0 || !chunk.subarray(-6).equals(readyForQuery)) return void near.write(chunk)
      deaths++
      near.end(Buffer.concat([chunk, partingWord]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    connectionString: url.href,
    deaths: () => deaths,
    async close() {
      for (const each of sockets) each.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const readyForQuery = Buffer.from('Z\0\0\0\x05I', 'latin1')
const fields = Buffer.from(
  'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0',
  'latin1',
)
const length = Buffer.alloc(4)
length.writeInt32BE(fields.length + 4)
const partingWord = Buffer.concat([Buffer.from('E'), length, fields])
