import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Database } from '#database.ts'

/** Seconds until somebody else may take over from a process that says nothing any more. */
const lasts = 3

type Work = (stopping: AbortSignal) => Promise<void>

/**
 * Of all processes over one database only one at a time does this `work`. It is told to stop when the lease is lost or
 * when the returned function is called, which waits for its end and lets the next one begin at once.
 */
export function whileLeased(
  { database, name, failed }: { database: Pick<Database, 'query'>; name: string; failed: (error: unknown) => void },
  work: Work,
): () => Promise<void> {
  const holder = randomUUID()
  const stopping = new AbortController()
  const pause = (seconds: number) => setTimeout(seconds * 1000, undefined, { signal: stopping.signal }).catch(() => {})

  async function isMine(): Promise<boolean> {
    const rows = await database.query({
      name: 'lease-take',
      text: `INSERT INTO setting (key, value) VALUES ($1, $2 || ' ' || (extract(epoch FROM clock_timestamp()) + $3))
             ON CONFLICT (key) DO UPDATE SET value = excluded.value
             WHERE split_part(setting.value, ' ', 1) = $2
                OR split_part(setting.value, ' ', 2)::float8 < extract(epoch FROM clock_timestamp())
             RETURNING 1`,
      values: [`lease:${name}`, holder, lasts],
    })
    return rows.length > 0
  }

  async function hold(): Promise<void> {
    const lost = new AbortController()
    let hasEnded = false
    // Work that failed is begun again: a lease must not be held for nothing.
    const working = work(AbortSignal.any([stopping.signal, lost.signal]))
      .catch(failed)
      .finally(() => (hasEnded = true))
    let renewed = performance.now()
    while (!stopping.signal.aborted && !hasEnded) {
      await pause(lasts / 3)
      // A database that is away for a moment takes the lease from nobody: only another holder or the time does.
      const stays = await isMine().catch(() => performance.now() - renewed < lasts * 1000)
      if (!stays) break
      renewed = performance.now()
    }
    lost.abort()
    await working
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (await isMine()) await hold()
        else await pause(lasts / 3)
      } catch (error) {
        failed(error)
        await pause(lasts / 3)
      }
    }
    await database
      .query({
        name: 'lease-give',
        text: "DELETE FROM setting WHERE key = $1 AND split_part(value, ' ', 1) = $2",
        values: [`lease:${name}`, holder],
      })
      .catch(() => {})
  }

  const ended = loop()
  return async () => {
    stopping.abort()
    await ended
  }
}
