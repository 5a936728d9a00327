import type { Database } from '#database.ts'
import { giveUpLot } from './give-up-lot.ts'

/** Lets every place go that was not confirmed in time, each in a transaction of its own. Resolves to how many. */
export async function expireLots(db: Pick<Database, 'query' | 'transaction'>, { now }: { now: Date }): Promise<number> {
  const due = await db.query<{ id: string }>({
    name: 'find-expired-lots',
    text: "SELECT id FROM lot WHERE state = 'offered' AND expires_at <= $1 ORDER BY expires_at, id LIMIT 500",
    values: [now],
  })
  let lapsed = 0
  for (const { id: lotId } of due) {
    const gone = await db.transaction((tx) => giveUpLot(tx, { lotId, expiredAt: now, as: 'lapsed' }))
    lapsed += gone ? 1 : 0
  }
  return lapsed
}
