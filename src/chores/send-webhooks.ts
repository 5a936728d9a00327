import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import type { Keys } from '#privacy/keys.ts'
import { deliverWebhooks } from '#webhooks/deliver.ts'
import { forgetDeliveries } from '#webhooks/deliveries.ts'
import { every } from './every.ts'

type Parts = { database: Database; keys: Keys; privateHosts: readonly string[]; log: Log; now: () => Date }

/** Days for which a delivery can be looked at and sent again. */
const kept = 14

/** Tells other systems what happened. Several processes may do it at once: each delivery is one process's at a time. */
export function sendWebhooks({ database, keys, privateHosts, log, now }: Parts): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const chores = [
    every({
      name: 'send-webhooks',
      seconds: 2,
      log,
      work: () => deliverWebhooks({ database, keys, privateHosts, log, now, signal }),
    }),
    every({
      name: 'forget-webhook-deliveries',
      seconds: 60 * 60,
      log,
      work: () => forgetDeliveries(database, { before: new Date(now().getTime() - kept * 86_400_000) }),
    }),
  ]
  return async () => {
    stopping.abort()
    await Promise.all(chores.map((stop) => stop()))
  }
}
