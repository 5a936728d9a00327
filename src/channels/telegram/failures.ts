import { isTransient } from '#database/retry.ts'
import type { Log } from '#log.ts'
import type { Update } from './read-update.ts'

/** How often an update is tried that fails while the database is well. */
const mostTries = 5
/** Of so many it is known how often they were tried: others are tried anew. */
const mostKnown = 1000

/**
 * One rule for updates that fail, whichever way they came: nothing is confirmed unread; only what fails again and again while the
 * database is well is let go, with a line in the log, or its chat would hear nothing for a day.
 */
export function updateFailures(log: Log) {
  const tries = new Map<number, number>()

  return {
    /** Whether it is let go. */
    isLetGo({ update_id: id }: Update, error: unknown): boolean {
      log.error('update-failed', error, { channel: 'telegram' })
      if (isTransient(error)) return false
      const count = (tries.get(id) ?? 0) + 1
      tries.delete(id)
      if (count >= mostTries) {
        log.warn('update-let-go', { channel: 'telegram', count })
        return true
      }
      tries.set(id, count)
      if (tries.size > mostKnown) tries.delete(tries.keys().next().value ?? id)
      return false
    },
    forget({ update_id: id }: Update): void {
      tries.delete(id)
    },
  }
}

export type Failures = ReturnType<typeof updateFailures>
