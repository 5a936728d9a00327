import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { every } from './every.ts'

type Parts = { database: Pick<Database, 'listen'>; deliver: () => Promise<void>; log: Log }

/** Sends letters and notifications. Several processes may do it at once: each is one process's at a time. */
export function sendContacts({ database, deliver, log }: Parts): () => Promise<void> {
  return every({
    name: 'send-contacts',
    seconds: 5,
    log,
    work: deliver,
    wakenBy: (wake) => database.listen('contact', wake),
  })
}
