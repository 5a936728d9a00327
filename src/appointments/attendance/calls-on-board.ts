import type { Tx } from '#database.ts'
import { dayOf } from './act-on.ts'

/** A call as everybody in the waiting room may see it: nothing of the person. */
export type BoardCall = { code: string; room: string; calledAt: Date }

/** Who is called right now at the location, the last call first. */
export async function callsOnBoard(
  tx: Tx,
  { locationId, now }: { locationId: string; now: Date },
): Promise<BoardCall[]> {
  const { from, before } = dayOf(now)
  return tx.query<BoardCall>({
    name: 'calls-on-board',
    text: `
      SELECT code, coalesce(room, '') AS room, called_at AS "calledAt" FROM appointment
      WHERE location_id = $1 AND starts_at >= $2 AND starts_at < $3 AND state = 'booked' AND presence = 'called'
      ORDER BY called_at DESC, id LIMIT 24`,
    values: [locationId, from, before],
  })
}
