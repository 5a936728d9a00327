import type { Tx } from '#database.ts'

/** Two people edited the same: `current` is how it is now. `gone`: somebody removed it. */
export type Meanwhile<Row> = { outcome: 'changed-meanwhile'; current: Row } | { outcome: 'gone' }

/** What was read, to be written again as it is wanted. */
export type Version = { id: number; version: number }

/** Edits of one place's calendar come one after another: none of them sees half of another. */
export async function queueUp(tx: Tx, { locationId }: { locationId: string | null }): Promise<void> {
  await tx.query({
    name: 'calendar-queue-up',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [locationId === null ? 'calendar' : `calendar ${locationId}`],
  })
}
