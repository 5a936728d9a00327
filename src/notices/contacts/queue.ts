import type { Database } from '#database.ts'
import type { ContactKind } from './contact.ts'

/** Something to be sent now. `attempts` counts this one; `isOver`: it makes no sense any more. */
export type DueDelivery = {
  id: string
  contactId: string
  kind: ContactKind
  conversationId: string
  language: string
  sealed: Buffer
  dataKeyId: string
  wrapped: Buffer
  first: number | null
  last: number | null
  attempts: number
  isOver: boolean
  isReminder: boolean
}

/** Seconds after which a delivery whose process died is anybody's again: longer than an attempt may take. */
const lease = 120

/** The oldest ones that are due, leased: no other process sends them meanwhile. Reminders wait for the end of the night. */
export async function claimDeliveries(
  db: Pick<Database, 'query'>,
  { now, isNight, kinds, limit }: { now: Date; isNight: boolean; kinds: readonly ContactKind[]; limit: number },
): Promise<DueDelivery[]> {
  return db.query<DueDelivery>({
    name: 'claim-contact-deliveries',
    text: `
      WITH due AS MATERIALIZED (
        SELECT delivery.id FROM contact_delivery AS delivery JOIN contact ON contact.id = contact_id
        LEFT JOIN notice ON notice.id = notice_id
        WHERE delivery.outcome IS NULL AND next_at <= $1 AND contact.kind::text = ANY ($2)
          AND NOT ($3 AND notice.kind IS NOT DISTINCT FROM 'reminder')
        ORDER BY next_at, delivery.id LIMIT $4
        FOR UPDATE OF delivery SKIP LOCKED
      )
      UPDATE contact_delivery AS delivery
      SET attempts = attempts + 1, next_at = $1::timestamptz + $5 * interval '1 second'
      FROM due, contact
      JOIN data_key ON data_key.id = contact.data_key_id
      JOIN conversation ON conversation.id = contact.conversation_id
      WHERE delivery.id = due.id AND contact.id = delivery.contact_id
      RETURNING delivery.id, contact.id AS "contactId", contact.kind, contact.conversation_id AS "conversationId",
        contact.language, sealed, contact.data_key_id AS "dataKeyId", wrapped, delivery.first_sequence AS first, delivery.last_sequence AS last,
        attempts, ${isOver} AS "isOver", ${isReminder} AS "isReminder"`,
    values: [now, kinds, isNight, limit, lease],
  })
}

const isReminder = "EXISTS (SELECT FROM notice WHERE notice.id = delivery.notice_id AND notice.kind = 'reminder')"

/** SQL: whether nobody needs it any more at $1: it is not true, not wanted, or a day has passed. */
const isOver = `(
  CASE WHEN delivery.first_sequence IS NULL
    THEN contact.confirmed_at IS NOT NULL OR contact.created_at <= $1::timestamptz - interval '24 hours'
    ELSE notices_off_at IS NOT NULL OR CASE WHEN delivery.notice_id IS NULL
      THEN delivery.created_at <= $1::timestamptz - interval '24 hours'
      ELSE NOT EXISTS (
        SELECT FROM notice JOIN appointment ON appointment.id = appointment_id
        WHERE notice.id = delivery.notice_id AND CASE notice.kind
          WHEN 'called' THEN delivery.created_at > $1::timestamptz - interval '15 minutes'
          WHEN 'cancelled' THEN starts_at > $1
          WHEN 'whether_seen' THEN attendance = 'unrecorded' AND delivery.created_at > $1::timestamptz - interval '7 days'
          ELSE state = 'booked' AND presence = 'expected' AND starts_at > $1
        END
      )
    END
  END
)`

type Settled = { deliveryId: string; now: Date } & (
  { outcome: 'sent' | 'over' } | { outcome: 'refused'; fault: string } | { again: Date; fault: string }
)

/** What became of an attempt. */
export async function settleDelivery(db: Pick<Database, 'query'>, settled: Settled): Promise<void> {
  const { deliveryId, now } = settled
  await db.query({
    name: 'settle-contact-delivery',
    text: `UPDATE contact_delivery
           SET outcome = $2::contact_outcome, ended_at = CASE WHEN $2 IS NOT NULL THEN $3::timestamptz END,
             next_at = coalesce($4, next_at), fault = $5
           WHERE id = $1 AND outcome IS NULL`,
    values: [
      deliveryId,
      'outcome' in settled ? settled.outcome : null,
      now,
      'again' in settled ? settled.again : null,
      'fault' in settled ? settled.fault : null,
    ],
  })
}

/** How many still wait to be sent. */
export async function countWaiting(db: Pick<Database, 'query'>, kind: ContactKind): Promise<number> {
  const [row] = await db.query<{ count: number }>({
    name: 'count-waiting-contact-deliveries',
    text: `SELECT count(*)::int AS count FROM contact_delivery AS delivery JOIN contact ON contact.id = contact_id
           WHERE delivery.outcome IS NULL AND contact.kind = $1::contact_kind`,
    values: [kind],
  })
  return row?.count ?? 0
}
