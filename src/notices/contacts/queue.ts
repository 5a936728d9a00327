import type { Database } from '#database.ts'
import { isOutdated, isPaused } from '../outdated.ts'
import type { ContactKind } from './contact.ts'
import type { News } from './way.ts'

/**
 * Something to be sent now. `attempts` counts this one; of `unsure` former ones nobody knows whether they arrived. `isOver`: it makes no
 * sense any more. `isOnce`: rather not at all than twice.
 */
export type DueDelivery = {
  id: string
  contactId: string
  kind: ContactKind
  /** Whose log it tells: not always where the address belongs now. Null when that is gone, and for a question. */
  conversationId: string | null
  language: string
  sealed: Buffer
  dataKeyId: string
  wrapped: Buffer
  first: number | null
  last: number | null
  attempts: number
  unsure: number
  isOver: boolean
  isOnce: boolean
  news: News
}

/** Seconds after which a delivery whose process died is anybody's again: who still works at it renews it before. */
export const lease = 120

/**
 * The oldest ones that are due, leased: no other process sends them meanwhile. At night everything waits but a call, what the office
 * did with an appointment, and the question whether an address is somebody's; a broadcast that is paused waits too.
 */
export async function claimDeliveries(
  db: Pick<Database, 'query'>,
  { now, isNight, kinds, limit }: { now: Date; isNight: boolean; kinds: readonly ContactKind[]; limit: number },
): Promise<DueDelivery[]> {
  return db.query<DueDelivery>({
    name: 'claim-contact-deliveries',
    text: `
      WITH due AS MATERIALIZED (
        SELECT delivery.id, delivery.unsure, ${isOver} AS is_over, message.recipient_id IS NOT NULL AS is_once,
          CASE WHEN notice.kind IN ('reminder', 'moved', 'cancelled') THEN notice.kind::text
            WHEN message.offer_id IS NOT NULL THEN 'offer' WHEN message.lot_id IS NOT NULL THEN 'draw'
            WHEN message.recipient_id IS NOT NULL THEN 'free' ELSE 'notice' END AS news
        FROM contact_delivery AS delivery JOIN contact ON contact.id = contact_id
        JOIN conversation ON conversation.id = contact.conversation_id
        LEFT JOIN notice ON notice.id = notice_id
        LEFT JOIN message ON message.conversation_id = delivery.conversation_id AND message.sequence = delivery.last_sequence
        WHERE delivery.outcome IS NULL AND next_at <= $1 AND contact.kind::text = ANY ($2)
          AND NOT ($3 AND first_sequence IS NOT NULL AND coalesce(notice.kind NOT IN ('called', 'moved', 'cancelled'), true))
          AND NOT ${isPaused}
        ORDER BY next_at, delivery.id LIMIT $4
        FOR UPDATE OF delivery SKIP LOCKED
      )
      UPDATE contact_delivery AS delivery
      SET attempts = attempts + 1, unsure = delivery.unsure + 1, next_at = $1::timestamptz + $5 * interval '1 second'
      FROM due, contact
      JOIN data_key ON data_key.id = contact.data_key_id
      WHERE delivery.id = due.id AND contact.id = delivery.contact_id
      RETURNING delivery.id, contact.id AS "contactId", contact.kind, delivery.conversation_id AS "conversationId",
        contact.language, sealed, contact.data_key_id AS "dataKeyId", wrapped, delivery.first_sequence AS first, delivery.last_sequence AS last,
        attempts, due.unsure, is_over AS "isOver", is_once AS "isOnce", news`,
    values: [now, kinds, isNight, limit, lease],
  })
}

/** SQL: whether nobody needs it any more at $1: it is not true, not wanted, or its time is over. */
const isOver = `(
  CASE WHEN delivery.first_sequence IS NULL
    THEN contact.confirmed_at IS NOT NULL OR contact.created_at <= $1::timestamptz - interval '24 hours'
    ELSE notices_off_at IS NOT NULL OR CASE WHEN delivery.notice_id IS NULL
      THEN delivery.created_at <= $1::timestamptz - interval '24 hours' OR ${isOutdated('$1')}
      ELSE NOT EXISTS (
        SELECT FROM appointment
        WHERE appointment.id = notice.appointment_id AND CASE notice.kind
          WHEN 'called' THEN delivery.created_at > $1::timestamptz - interval '15 minutes'
          WHEN 'cancelled' THEN starts_at > $1
          WHEN 'whether_seen' THEN attendance = 'unrecorded' AND delivery.created_at > $1::timestamptz - interval '7 days'
          ELSE state = 'booked' AND presence = 'expected' AND starts_at > $1
        END
      )
    END
  END
)`

/** Whoever works at a delivery keeps it. */
export async function renewLease(
  db: Pick<Database, 'query'>,
  { deliveryId, now }: { deliveryId: string; now: Date },
): Promise<void> {
  await db.query({
    name: 'renew-contact-delivery',
    text: `UPDATE contact_delivery SET next_at = $2::timestamptz + $3 * interval '1 second' WHERE id = $1 AND outcome IS NULL`,
    values: [deliveryId, now, lease],
  })
}

type Settled = { deliveryId: string; now: Date } & (
  | { outcome: 'sent' | 'over' | 'unknown' }
  | { outcome: 'refused'; fault: string }
  | { again: Date; fault: string; isUnsure: boolean }
)

/** What became of an attempt. */
export async function settleDelivery(db: Pick<Database, 'query'>, settled: Settled): Promise<void> {
  const { deliveryId, now } = settled
  await db.query({
    name: 'settle-contact-delivery',
    text: `UPDATE contact_delivery
           SET outcome = $2::contact_outcome, ended_at = CASE WHEN $2 IS NOT NULL THEN $3::timestamptz END,
             next_at = coalesce($4, next_at), fault = coalesce($5, fault), unsure = CASE WHEN $6 THEN unsure ELSE greatest(0, unsure - 1) END
           WHERE id = $1 AND outcome IS NULL`,
    values: [
      deliveryId,
      'outcome' in settled ? settled.outcome : null,
      now,
      'again' in settled ? settled.again : null,
      'fault' in settled ? settled.fault : null,
      'again' in settled && settled.isUnsure,
    ],
  })
}

/** How many were tried and still wait. */
export async function countWaiting(db: Pick<Database, 'query'>, kind: ContactKind): Promise<number> {
  const [row] = await db.query<{ count: number }>({
    name: 'count-waiting-contact-deliveries',
    text: `SELECT count(*)::int AS count FROM contact_delivery AS delivery JOIN contact ON contact.id = contact_id
           WHERE delivery.outcome IS NULL AND attempts > 0 AND contact.kind = $1::contact_kind`,
    values: [kind],
  })
  return row?.count ?? 0
}
