import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import type { WebhookEvent } from './event.ts'
import { sealSecret } from './secret.ts'
import { newSecret } from './sign.ts'

export type DisabledReason = 'by-hand' | 'failing' | 'gone'

export type Webhook = {
  id: string
  url: string
  events: WebhookEvent[]
  createdAt: Date
  disabledAt: Date | null
  disabledReason: DisabledReason | null
  /** How many deliveries wait, and how many came to nothing for good. */
  waiting: number
  failed: number
  lastDeliveredAt: Date | null
}

type NewWebhook = { url: string; events: readonly WebhookEvent[]; now: Date }

/** The secret is given once. */
export async function addWebhook(
  tx: Tx,
  keys: Pick<Keys, 'wrapping'>,
  { url, events, now }: NewWebhook,
): Promise<{ id: string; secret: string }> {
  const id = randomUUID()
  const secret = newSecret()
  await tx.query({
    name: 'add-webhook',
    text: `INSERT INTO webhook (id, url, secret, events, created_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [id, url, sealSecret(keys, { id, secret }), [...new Set(events)], now],
  })
  return { id, secret }
}

/** The newest first. */
export async function listWebhooks(db: Pick<Database, 'query'>): Promise<Webhook[]> {
  return db.query<Webhook>({
    name: 'list-webhooks',
    text: `
      SELECT webhook.id, url, events, created_at AS "createdAt", disabled_at AS "disabledAt",
        disabled_reason AS "disabledReason", counted.*
      FROM webhook CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'failed') AS failed,
          max(delivered_at) AS "lastDeliveredAt"
        FROM webhook_delivery WHERE webhook_id = webhook.id
      ) AS counted
      ORDER BY created_at DESC, id`,
    values: [],
  })
}

/** On again, it goes on with what still waits, at once. False when there is no such webhook. */
export async function enableWebhook(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const enabled = await tx.query({
    name: 'enable-webhook',
    text: `
      WITH
        on_again AS (UPDATE webhook SET disabled_at = NULL, disabled_reason = NULL WHERE id = $1 RETURNING id),
        at_once AS (
          UPDATE webhook_delivery SET next_at = $2, attempts = 0 FROM on_again
          WHERE webhook_id = on_again.id AND state = 'waiting'
        )
      SELECT id FROM on_again`,
    values: [id, now],
  })
  return enabled.length > 0
}

export async function disableWebhook(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const disabled = await tx.query({
    name: 'disable-webhook',
    text: `
      UPDATE webhook SET disabled_at = coalesce(disabled_at, $2), disabled_reason = coalesce(disabled_reason, 'by-hand')
      WHERE id = $1 RETURNING id`,
    values: [id, now],
  })
  return disabled.length > 0
}

/** With all of its deliveries. */
export async function removeWebhook(tx: Tx, { id }: { id: string }): Promise<boolean> {
  const removed = await tx.query({
    name: 'remove-webhook',
    text: `DELETE FROM webhook WHERE id = $1 RETURNING id`,
    values: [id],
  })
  return removed.length > 0
}
