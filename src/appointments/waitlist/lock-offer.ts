import type { Tx } from '#database.ts'
import type { Answering } from './accept-offer.ts'
import { isKept } from './settle-seat.ts'

export type LockedOffer = {
  id: string
  freedSeatId: string
  subscriptionId: string
  conversationId: string | null
  appointmentCode: string | null
  serviceId: string | null
  units: number | null
  departmentId: string
  locationId: string
  startsAt: Date
  slots: number
  isOpen: boolean
}

/**
 * An offer that can still be answered, with its seat, both locked in this order: as whoever ends it does. Undefined when it is
 * another conversation's, was answered, or is over by the database's clock, judged after the wait.
 */
export async function lockOffer(tx: Tx, { offerId, conversationId }: Answering): Promise<LockedOffer | undefined> {
  const [seat] = await tx.query({
    name: 'lock-offered-seat',
    text: `
      SELECT FROM freed_seat WHERE ${isKept} AND id = (SELECT freed_seat_id FROM offer WHERE id = $1) FOR UPDATE`,
    values: [offerId],
  })
  if (!seat) return undefined
  const [offer] = await tx.query<LockedOffer & { isLive: boolean }>({
    name: 'lock-offer',
    text: `
      WITH mine AS MATERIALIZED (
        SELECT * FROM offer
        WHERE id = $1 AND state = 'offered' AND conversation_id IS NOT DISTINCT FROM $2 FOR UPDATE
      )
      SELECT mine.id, seat.id AS "freedSeatId", wish.id AS "subscriptionId", mine.conversation_id AS "conversationId",
        wish.appointment_code AS "appointmentCode", service.id AS "serviceId", service.units,
        seat.department_id AS "departmentId", seat.location_id AS "locationId", seat.starts_at AS "startsAt",
        cardinality(seat.slot_ids) AS slots, mine.expires_at > clock_timestamp() AS "isLive",
        NOT EXISTS (SELECT FROM slot WHERE slot.id = ANY (seat.slot_ids) AND slot.state <> 'open') AS "isOpen"
      FROM mine JOIN freed_seat AS seat ON seat.id = freed_seat_id JOIN subscription AS wish ON wish.id = subscription_id
      LEFT JOIN service ON service.id = wish.service_id`,
    values: [offerId, conversationId ?? null],
  })
  if (!offer?.isLive) return undefined
  const { isLive: _live, ...locked } = offer
  return locked
}
