import type { Tx } from '#database.ts'
import { canBeTold } from '../notices/can-be-told.ts'
import { toldIn } from '../notices/told-in.ts'
import type { WaitlistScope } from './list-freed.ts'

/**
 * Somebody on the waitlist, without a name: who has an appointment is known by its code, where it is at this location. `way`: in the
 * chat, by the office's call, or not at the moment.
 */
export type WaitingRow = {
  id: string
  departmentId: string
  serviceId: string | null
  isAnywhere: boolean
  until: string | null
  noticeMinutes: number
  since: Date
  code: string | null
  startsAt: Date | null
  offers: number
  way: 'chat' | 'call' | 'none'
}

/** Whoever waits for a time at a location, in the order in which they are asked. */
export async function listWaiting(
  tx: Tx,
  { locationId, departmentIds, now, limit }: WaitlistScope & { now: Date; limit: number },
): Promise<WaitingRow[]> {
  return tx.query<WaitingRow>({
    name: 'list-waiting',
    text: `
      SELECT wish.id, wish.department_id AS "departmentId", coalesce(appointment.service_id, wish.service_id) AS "serviceId",
        wish.location_id IS NULL AS "isAnywhere", until, notice_minutes AS "noticeMinutes", wish.created_at AS since,
        CASE WHEN appointment.location_id = $1 THEN appointment.code END AS code, appointment.starts_at AS "startsAt",
        (SELECT count(*) FROM offer WHERE subscription_id = wish.id AND offer.state <> 'withdrawn') AS offers,
        CASE
          WHEN EXISTS (
            SELECT FROM conversation WHERE conversation.id = coalesce(wish.conversation_id, ${toldIn}) AND ${canBeTold('$3')}
          ) THEN 'chat'
          WHEN wish.conversation_id IS NULL THEN 'call'
          ELSE 'none'
        END AS way
      FROM subscription AS wish
      LEFT JOIN appointment ON appointment.code = wish.appointment_code AND appointment.state = 'booked'
      WHERE wish.ended_at IS NULL AND wish.department_id = ANY ($2) AND coalesce(wish.location_id, $1) = $1
      ORDER BY wish.created_at, wish.id LIMIT $4`,
    values: [locationId, departmentIds, now, limit],
  })
}
