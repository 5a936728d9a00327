import type { Database, Tx } from '#database.ts'
import type { Answer } from './post.ts'

/** Something to be sent now. `attempts` counts this one. */
export type Due = {
  id: string
  webhookId: string
  url: string
  secret: Buffer
  event: string
  payload: object
  attempts: number
}

/** Seconds from one attempt to the next: three days in all, then the webhook is switched off. */
export const pauses = [5, 30, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600]

/** Seconds after which a delivery whose process died is anybody's again: longer than an attempt may take. */
const lease = 60

/** The oldest ones that are due, at most `width` of each webhook, leased: no other process sends them meanwhile. */
export async function claimDue(
  db: Pick<Database, 'query'>,
  { now, width }: { now: Date; width: number },
): Promise<Due[]> {
  return db.query<Due>({
    name: 'claim-webhook-deliveries',
    text: `
      WITH
        due AS (
          SELECT waiting.id FROM webhook
          CROSS JOIN LATERAL (
            SELECT id FROM webhook_delivery
            WHERE webhook_id = webhook.id AND state = 'waiting' AND next_at <= $1
            ORDER BY next_at, id LIMIT $3
            FOR UPDATE SKIP LOCKED
          ) AS waiting
          WHERE webhook.disabled_at IS NULL
        )
      UPDATE webhook_delivery
      SET attempts = attempts + 1, next_at = $1::timestamptz + $2 * interval '1 second'
      FROM due, webhook
      WHERE webhook_delivery.id = due.id AND webhook.id = webhook_delivery.webhook_id
      RETURNING webhook_delivery.id, webhook_id AS "webhookId", url, secret, event, payload, attempts`,
    values: [now, lease, width],
  })
}

/** What became of an attempt. After the last one, or when the other says that it is gone, its webhook is off. */
export async function settle(
  tx: Tx,
  { due, answer, now }: { due: Due; answer: Answer; now: Date },
): Promise<'delivered' | 'waiting' | 'disabled'> {
  const isDelivered = 'status' in answer && answer.status >= 200 && answer.status < 300
  const isGone = 'status' in answer && answer.status === 410
  const pause = isGone ? undefined : pauses[due.attempts - 1]
  const state = isDelivered ? 'delivered' : pause === undefined ? 'failed' : 'waiting'
  await tx.query({
    name: 'settle-webhook-delivery',
    text: `
      UPDATE webhook_delivery
      SET state = $2, answer = $3, fault = $4, delivered_at = CASE WHEN $2 = 'delivered'::delivery_state THEN $5::timestamptz END,
        next_at = $5::timestamptz + $6 * interval '1 second'
      WHERE id = $1 AND state = 'waiting'`,
    values: [
      due.id,
      state,
      'status' in answer ? answer.status : null,
      'fault' in answer ? answer.fault : null,
      now,
      // A little apart, so that what failed together does not come back together.
      Math.round((pause ?? 0) * (1 + Math.random() / 10)),
    ],
  })
  if (state !== 'failed') return state
  await tx.query({
    name: 'disable-failing-webhook',
    text: `UPDATE webhook SET disabled_at = $2, disabled_reason = $3 WHERE id = $1 AND disabled_at IS NULL`,
    values: [due.webhookId, now, isGone ? 'gone' : 'failing'],
  })
  return 'disabled'
}
