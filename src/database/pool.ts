import pg from 'pg'
import { session } from './session.ts'

export function openPool(connectionString: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: session(connectionString),
    max: connections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser },
  })
  // A connection that dies says so at its next statement, and an idle one is replaced. Without a listener of our own it would
  // end the process: the pool takes its listener off a moment before whoever waits for the connection gets it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const { builtins } = pg.types

/** Counts fit into a number; a day must not become an instant in the process's time zone. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === builtins.INT8) return Number
  if (oid === builtins.DATE) return String
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}
