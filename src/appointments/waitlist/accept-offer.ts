import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import type { Appointment } from '../appointment.ts'
import { dayOf } from '../attendance/act-on.ts'
import { isMovable, moveForOffice } from '../desk/move-for-office.ts'
import { type Hold, holdColumns } from '../hold.ts'
import { release } from '../release.ts'
import { rules } from '../rules.ts'
import { lockOffer } from './lock-offer.ts'
import { settleSeat } from './settle-seat.ts'

export type Accepted =
  /** The person's later appointment is now at this time, under the same code; its former time goes to the waitlist in turn. */
  | { outcome: 'moved'; appointment: Appointment }
  /** They had none: the time is held for them while they say who comes. */
  | { outcome: 'held'; hold: Hold }
  /** It ran out, was answered or withdrawn, or their appointment is not what it was. */
  | { outcome: 'over' }

/** Without `conversationId` a clerk answers for somebody whom the office has called. */
export type Answering = { offerId: string; conversationId?: string | undefined; now: Date }

/**
 * Everything in one transaction. Whoever accepts and the clock that ends the offer meet at the seat's row; after that only the
 * database's clock counts. It costs none of the moves that a person has.
 */
export async function acceptOffer(tx: Tx, answering: Answering): Promise<Accepted> {
  const { now } = answering
  const offer = await lockOffer(tx, answering)
  if (!offer?.isOpen || offer.startsAt <= now) return { outcome: 'over' }
  const later = await findLater(tx, { ...offer, now })
  if (later ? later.startsAt <= offer.startsAt : offer.appointmentCode !== null) return { outcome: 'over' }
  const units = later?.units ?? offer.units
  if (units === null || units > offer.slots) return { outcome: 'over' }
  if (!later && (offer.conversationId === null || offer.serviceId === null)) return { outcome: 'over' }
  await leaveRest(tx, { freedSeatId: offer.freedSeatId, units })
  await tx.query({
    name: 'accept-offer',
    text: `UPDATE offer SET state = 'accepted', ended_at = clock_timestamp() WHERE id = $1`,
    values: [offer.id],
  })
  return later ? moveEarlier(tx, { ...offer, appointmentId: later.id, now }) : holdOffered(tx, { ...offer, now })
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockOffer>>>

async function findLater(
  tx: Tx,
  { appointmentCode, now }: Pick<Locked, 'appointmentCode'> & { now: Date },
): Promise<{ id: string; startsAt: Date; units: number } | undefined> {
  const [later] = await tx.query<{ id: string; startsAt: Date; units: number }>({
    name: 'accept-offer-later',
    text: `
      SELECT id, starts_at AS "startsAt", cardinality(slot_ids) AS units FROM appointment
      WHERE code = $1 AND ${isMovable} AND starts_at > $3 FOR UPDATE`,
    values: [appointmentCode, dayOf(now).from, now],
  })
  return later
}

/** Of several slots those that are not needed stay with the waitlist. */
async function leaveRest(tx: Tx, { freedSeatId, units }: { freedSeatId: string; units: number }): Promise<void> {
  await tx.query({
    name: 'accept-offer-leave-rest',
    text: `
      WITH
        whole AS MATERIALIZED (SELECT * FROM freed_seat WHERE id = $1 AND cardinality(slot_ids) > $2),
        rest AS (
          INSERT INTO freed_seat (department_id, location_id, service_id, starts_at, ends_at, slot_ids, cause, appointment_id, freed_at)
          SELECT whole.department_id, whole.location_id, service_id, slot.starts_at, ends_at, slot_ids[$2 + 1:], cause,
            appointment_id, freed_at
          FROM whole JOIN slot ON slot.id = slot_ids[$2 + 1]
          RETURNING starts_at
        )
      UPDATE freed_seat SET slot_ids = whole.slot_ids[:$2], ends_at = rest.starts_at
      FROM whole, rest WHERE freed_seat.id = whole.id`,
    values: [freedSeatId, units],
  })
}

async function moveEarlier(
  tx: Tx,
  {
    freedSeatId,
    subscriptionId,
    appointmentId,
    startsAt,
    locationId,
    now,
  }: Locked & { appointmentId: string; now: Date },
): Promise<Accepted> {
  // The slots stay locked by this transaction: nobody sees them free before they are taken.
  await settleSeat(tx, { freedSeatId, as: 'accepted', now })
  const moved = await moveForOffice(tx, { appointmentId, startsAt, locationId, by: 'applicant', now })
  if (!moved) throw new Error('An offered time could not be taken although it was kept')
  await tx.query({
    name: 'accept-offer-taken',
    text: `
      WITH wish AS (
        UPDATE subscription SET ended_at = now(), ended_why = 'fulfilled' WHERE id = $3 AND ended_at IS NULL
      )
      UPDATE freed_seat SET taken_id = $2 WHERE id = $1`,
    values: [freedSeatId, moved.id, subscriptionId],
  })
  return { outcome: 'moved', appointment: moved }
}

/** The kept seats become the person's hold, in place of what they had reserved: no slot is touched. */
async function holdOffered(
  tx: Tx,
  { freedSeatId, conversationId, serviceId, now }: Locked & { now: Date },
): Promise<Accepted> {
  if (conversationId !== null) await release(tx, { conversationId })
  const [held] = await tx.query<Hold>({
    name: 'accept-offer-hold',
    text: `
      WITH
        accepted AS (
          UPDATE freed_seat SET state = 'accepted', settled_at = $5, next_at = NULL WHERE id = $1 RETURNING *
        ),
        held AS (
          INSERT INTO hold (conversation_id, id, department_id, service_id, location_id, starts_at, ends_at, slot_ids, expires_at,
            freed_seat_id)
          SELECT $2, $3, department_id, $4, location_id, starts_at, ends_at, slot_ids,
            clock_timestamp() + $6 * interval '1 minute', id
          FROM accepted
          RETURNING *
        )
      SELECT ${holdColumns('held')} FROM held`,
    values: [freedSeatId, conversationId, randomUUID(), serviceId, now, rules.holdMinutes],
  })
  if (!held) throw new Error('An offered time could not be held although it was kept')
  return { outcome: 'held', hold: held }
}
