import { setTimeout } from 'node:timers/promises'
import type { Database } from '#database.ts'
import type { Readiness } from './health.ts'

/** Ready is who can reach the database within 2 seconds. `notes` are what is amiss beside it. */
export function databaseReadiness(
  database: Pick<Database, 'query'>,
  { notes = () => [] }: { notes?: () => readonly (string | undefined)[] } = {},
): () => Promise<Readiness> {
  return async () => {
    const patience = new AbortController()
    const answered = database.query({ name: 'ready', text: 'SELECT 1', values: [] }).then(
      () => true,
      () => false,
    )
    const isReady = await Promise.race([answered, setTimeout(2000, false, { signal: patience.signal })])
    // A timer that nobody waits for any more would hold up the stop.
    patience.abort()
    if (!isReady) return { isReady, reason: 'The database does not answer' }
    const amiss = notes().filter((note) => note !== undefined)
    return amiss.length > 0 ? { isReady, notes: amiss } : { isReady }
  }
}
