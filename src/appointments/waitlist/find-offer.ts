import type { Tx } from '#database.ts'

/** A freed seat that somebody is offered. `appointment`: what they would give up for it. */
export type StandingOffer = {
  id: string
  departmentId: string
  serviceId: string
  locationId: string
  startsAt: Date
  expiresAt: Date
  language: string | null
  appointmentCode: string | null
  laterStartsAt: Date | null
}

/** Undefined when it is not this conversation's, has been answered, or is over by the database's clock. */
export async function findOffer(
  tx: Tx,
  { offerId, conversationId }: { offerId: string; conversationId: string },
): Promise<StandingOffer | undefined> {
  const [offer] = await tx.query<StandingOffer>({
    name: 'find-offer',
    text: `
      SELECT offer.id, freed_seat.department_id AS "departmentId", coalesce(later.service_id, wish.service_id) AS "serviceId",
        freed_seat.location_id AS "locationId", freed_seat.starts_at AS "startsAt", expires_at AS "expiresAt",
        coalesce(later.language, wish.language) AS language, wish.appointment_code AS "appointmentCode",
        later.starts_at AS "laterStartsAt"
      FROM offer JOIN freed_seat ON freed_seat.id = freed_seat_id JOIN subscription AS wish ON wish.id = subscription_id
      LEFT JOIN appointment AS later ON later.code = wish.appointment_code AND later.state = 'booked'
      WHERE offer.id = $1 AND offer.conversation_id = $2 AND offer.state = 'offered' AND expires_at > clock_timestamp()`,
    values: [offerId, conversationId],
  })
  return offer
}

/** Remembers that the person has been told: once. */
export async function markTold(tx: Tx, { offerId, now }: { offerId: string; now: Date }): Promise<void> {
  await tx.query({
    name: 'mark-offer-told',
    text: 'UPDATE offer SET told_at = $2 WHERE id = $1 AND told_at IS NULL',
    values: [offerId, now],
  })
}
