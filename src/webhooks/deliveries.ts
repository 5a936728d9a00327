import type { Database, Tx } from '#database.ts'
import type { Fault } from './post.ts'

export type Delivery = {
  id: string
  event: string
  code: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  answer: number | null
  fault: Fault | null
  createdAt: Date
  nextAt: Date
  deliveredAt: Date | null
}

/** The latest first; undefined when there is no such webhook. */
export async function listDeliveries(
  db: Pick<Database, 'query'>,
  { webhookId, limit }: { webhookId: string; limit: number },
): Promise<Delivery[] | undefined> {
  const rows = await db.query<Delivery & { id: string | null }>({
    name: 'list-webhook-deliveries',
    text: `
      SELECT delivery.id, event, payload #>> '{data,code}' AS code, state, attempts, answer, fault,
        delivery.created_at AS "createdAt", next_at AS "nextAt", delivered_at AS "deliveredAt"
      FROM webhook LEFT JOIN webhook_delivery AS delivery ON delivery.webhook_id = webhook.id
      WHERE webhook.id = $1 ORDER BY delivery.created_at DESC, delivery.id LIMIT $2`,
    values: [webhookId, limit],
  })
  return rows.length === 0 ? undefined : rows.filter(({ id }) => id !== null)
}

/** Once more, at once and from the first attempt, under the same id. False when there is no such delivery. */
export async function sendAgain(
  tx: Tx,
  { webhookId, id, now }: { webhookId: string; id: string; now: Date },
): Promise<boolean> {
  const again = await tx.query({
    name: 'send-webhook-again',
    text: `
      UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_at = $3
      WHERE webhook_id = $1 AND id = $2 RETURNING id`,
    values: [webhookId, id, now],
  })
  return again.length > 0
}

/** Those that ended so long ago that nobody asks for them any more. */
export async function forgetDeliveries(db: Pick<Database, 'query'>, { before }: { before: Date }): Promise<void> {
  await db.query({
    name: 'forget-webhook-deliveries',
    text: `DELETE FROM webhook_delivery WHERE created_at < $1 AND (state <> 'waiting' OR EXISTS (
        SELECT FROM webhook WHERE webhook.id = webhook_id AND disabled_at IS NOT NULL))`,
    values: [before],
  })
}
