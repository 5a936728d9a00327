import type { Database } from '#database.ts'
import { watchDesk, type Watch } from './watch-desk.ts'

/** Seconds after which a window looks by itself: time alone makes visits unrecorded, and days end. */
const patience = 30

const watches = new WeakMap<Database, Watch>()

/** What this process hears of the office's visits, on one connection for all of its windows. */
export function deskWatch(database: Database): Watch {
  const known = watches.get(database) ?? watchDesk(database)
  watches.set(database, known)
  return known
}

type Listening = { locationId: string; signal: AbortSignal }

/** Comes once at the start, then after every change at the location. Several changes at once are one. */
export async function* changes(database: Database, { locationId, signal }: Listening): AsyncGenerator<void> {
  const watch = deskWatch(database)
  const stop = await watch.start()
  try {
    for (let seen = -1; !signal.aborted;) {
      if (seen === watch.version(locationId)) await watch.next({ locationId, signal, seconds: patience })
      if (signal.aborted) return
      seen = watch.version(locationId)
      yield
    }
  } finally {
    await stop()
  }
}
