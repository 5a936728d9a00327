import type { Database } from '#database.ts'
import { isRunning } from './open-draw.ts'
import type { TimeOfDay } from './places.ts'

/** A lot as the conversation that entered it sees it. `startsAt` and `expiresAt` while a place is held for it. */
export type Lot = {
  id: string
  drawId: string
  number: string
  state: string
  rank: number | null
  prefers: TimeOfDay
  departmentId: string
  serviceId: string
  locationId: string
  takesEntries: boolean
  drawsAt: Date
  startsAt: Date | null
  expiresAt: Date | null
}

export const lotColumns = `
  lot.id, lot.draw_id AS "drawId", lot.number, lot.state, lot.rank, lot.prefers, draw.department_id AS "departmentId",
  draw.service_id AS "serviceId", draw.location_id AS "locationId", draw.draws_at AS "drawsAt", lot.starts_at AS "startsAt",
  lot.expires_at AS "expiresAt"`

/** The lots of a talk that something is still to come of, the first to be entered first. */
export async function ownLots(
  db: Pick<Database, 'query'>,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<Lot[]> {
  return db.query<Lot>({
    name: 'own-lots',
    text: `
      SELECT ${lotColumns}, draw.closes_at > $2 AND draw.drawn_at IS NULL AS "takesEntries"
      FROM lot JOIN draw ON draw.id = lot.draw_id
      WHERE lot.conversation_id = $1 AND lot.state IN ('entered', 'waiting', 'offered') AND ${isRunning}
      ORDER BY lot.state = 'offered' DESC, lot.entered_at, lot.number`,
    values: [conversationId, now],
  })
}
