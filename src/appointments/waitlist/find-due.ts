import type { Database } from '#database.ts'
import { isKept } from './settle-seat.ts'

/**
 * Freed seats with which something is to be done: they can be offered, an offer has ended, or they were closed or are over. What the
 * office can still undo is left alone.
 */
export async function findDueSeats(
  db: Pick<Database, 'query'>,
  { now, limit }: { now: Date; limit: number },
): Promise<{ id: string }[]> {
  return db.query<{ id: string }>({
    name: 'find-due-seats',
    text: `
      SELECT id FROM freed_seat
      WHERE ${isKept} AND (
        starts_at <= $1 OR EXISTS (SELECT FROM slot WHERE slot.id = ANY (slot_ids) AND slot.state <> 'open')
        OR CASE state
          WHEN 'waiting' THEN coalesce(next_at <= $1, true)
          ELSE NOT EXISTS (
            SELECT FROM offer
            WHERE freed_seat_id = freed_seat.id AND offer.state = 'offered' AND expires_at > clock_timestamp()
          )
        END
      )
      AND NOT EXISTS (
        SELECT FROM notice LEFT JOIN appointment AS later ON later.id = notice.appointment_id
        WHERE coalesce(later.moved_from_id, notice.appointment_id) = freed_seat.appointment_id
          AND kind IN ('moved', 'cancelled') AND due_at > $1 AND outcome IS NULL
      )
      ORDER BY starts_at, id LIMIT $2`,
    values: [now, limit],
  })
}
