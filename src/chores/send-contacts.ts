import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import type { ContactKind } from '#notices/contacts/contact.ts'
import { every } from './every.ts'

type Parts = {
  database: Pick<Database, 'listen'>
  deliver: (kinds: readonly ContactKind[], stopping: AbortSignal) => Promise<void>
  log: Log
}

const kinds: ContactKind[] = ['email', 'push']

/**
 * Sends letters and notifications, each by itself: no notification waits for a mail server. Several processes may do it at once: each is
 * one process's at a time.
 */
export function sendContacts({ database, deliver, log }: Parts): () => Promise<void> {
  const stopping = new AbortController()
  const chores = kinds.map((kind) =>
    every({
      name: `send-${kind}`,
      seconds: 5,
      log,
      work: () => deliver([kind], stopping.signal),
      wakenBy: (wake) => database.listen('contact', wake),
    }),
  )
  return async () => {
    stopping.abort()
    await Promise.all(chores.map((stop) => stop()))
  }
}
