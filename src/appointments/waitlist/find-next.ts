import type { Tx } from '#database.ts'
import { isUntouched } from '../access.ts'
import { localDay } from '../local-time.ts'
import { canBeTold } from '../notices/can-be-told.ts'
import { toldIn } from '../notices/told-in.ts'
import { rules } from '../rules.ts'

export type FreedSeat = {
  id: string
  departmentId: string
  locationId: string
  startsAt: Date
  units: number
}

/** Who is next. Without a conversation only the office can call them. */
export type Next = { subscriptionId: string; conversationId: string | null }

/**
 * Who has waited longest of those whom this seat helps and who may be asked now; their wish is locked. Nobody is asked twice for the
 * same seat, more than once a day, more than three times a week, for two seats at once, or for what they have just given up.
 */
export async function findNext(tx: Tx, { seat, now }: { seat: FreedSeat; now: Date }): Promise<Next | undefined> {
  const [next] = await tx.query<Next>({
    name: 'waitlist-find-next',
    text: `
      SELECT wish.id AS "subscriptionId", place.conversation_id AS "conversationId"
      FROM subscription AS wish
      LEFT JOIN appointment ON appointment.code = wish.appointment_code AND appointment.state = 'booked'
      JOIN service ON service.id = coalesce(appointment.service_id, wish.service_id) AND NOT service.retired
      LEFT JOIN LATERAL (
        SELECT conversation.id AS conversation_id FROM conversation
        WHERE conversation.id = coalesce(wish.conversation_id, ${toldIn}) AND ${canBeTold('$5')}
      ) AS place ON true
      LEFT JOIN freed_seat AS mine ON mine.id = $1
      LEFT JOIN appointment AS origin ON origin.id = mine.appointment_id
      WHERE wish.ended_at IS NULL AND wish.department_id = $2 AND coalesce(wish.location_id, $3) = $3
        AND coalesce(wish.until >= $6::date, true) AND service.units <= $7
        AND $4::timestamptz >= $5::timestamptz + wish.notice_minutes * interval '1 minute'
        -- Whoever made the wish in a chat is told there or not at all.
        AND (wish.conversation_id IS NULL OR place.conversation_id IS NOT NULL)
        AND CASE WHEN wish.appointment_code IS NULL
          THEN NOT EXISTS (
            SELECT FROM appointment AS other
            WHERE other.conversation_id = wish.conversation_id AND other.department_id = wish.department_id
              AND other.state = 'booked' AND other.active AND other.starts_at > $5 AND other.booked_at >= wish.created_at
          )
          ELSE coalesce(
            appointment.starts_at > $4 AND appointment.attendance = 'unrecorded' AND ${isUntouched}, false
          )
        END
        AND origin.code IS DISTINCT FROM coalesce(wish.appointment_code, '')
        AND (origin.conversation_id IS NULL OR origin.conversation_id IS DISTINCT FROM wish.conversation_id)
        AND NOT EXISTS (
          SELECT FROM offer
          WHERE (offer.subscription_id = wish.id OR offer.conversation_id = place.conversation_id)
            AND (offer.freed_seat_id = $1 OR offer.state = 'offered' OR (offer.day = $8::date AND offer.state <> 'withdrawn'))
        )
        AND (
          SELECT count(*) FROM offer
          WHERE (offer.subscription_id = wish.id OR offer.conversation_id = place.conversation_id)
            AND offer.state <> 'withdrawn' AND offer.offered_at > $5::timestamptz - interval '7 days'
        ) < $9
      ORDER BY wish.created_at, wish.id LIMIT 1
      FOR UPDATE OF wish SKIP LOCKED`,
    values: [
      seat.id,
      seat.departmentId,
      seat.locationId,
      seat.startsAt,
      now,
      localDay(seat.startsAt),
      seat.units,
      localDay(now),
      rules.offersPerWeek,
    ],
  })
  return next
}
