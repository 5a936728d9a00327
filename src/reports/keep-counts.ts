import type { Database } from '#database.ts'
import { countSeats } from './count-seats.ts'
import { fold } from './fold.ts'
import { sampleWaits } from './sample-waits.ts'

/** What the counters need now and then: sums, the seats of past days, and how far away the next free time is. Again it does no harm. */
export async function keepCounts(db: Pick<Database, 'query' | 'transaction'>, { now }: { now: Date }): Promise<void> {
  await sampleWaits(db, { now })
  await countSeats(db, { now })
  await fold(db)
}
