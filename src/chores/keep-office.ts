import { loadOffice, type Office } from '#appointments/office.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { every } from './every.ts'

/** The office as it is, whichever process changed it: the database tells of every change; what it could not tell is read after a minute. */
export async function keepOffice(database: Pick<Database, 'prisma' | 'listen'>, log: Log) {
  let current: Office | undefined
  let reading = Promise.resolve()

  /** One after the other, so that what was read first never comes last. */
  function read(): Promise<void> {
    reading = readAfter(reading)
    return reading
  }

  async function readAfter(former: Promise<void>): Promise<void> {
    await former.catch(() => {})
    current = await loadOffice(database.prisma)
  }

  const deaf = await database.listen('office', () => {
    read().catch((error: unknown) => log.error('load-office-failed', error))
  })
  const first = await loadOffice(database.prisma)
  const stop = every({ name: 'load-office', seconds: 60, log, work: read })
  return {
    office: () => current ?? first,
    async stop() {
      await deaf()
      await stop()
    },
  }
}
