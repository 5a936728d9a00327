import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import type { Keys } from '#privacy/keys.ts'
import { type Answer, post } from './post.ts'
import { claimDue, type Due, settle } from './queue.ts'
import { openSecret } from './secret.ts'
import { sign } from './sign.ts'

type Parts = {
  database: Pick<Database, 'query' | 'transaction'>
  keys: Pick<Keys, 'wrapping'>
  privateHosts: readonly string[]
  log: Log
  now: () => Date
  /** Ends what is under way: it is sent again later. */
  signal: AbortSignal
}

/** So many of one webhook at once, so that one that is slow has its own queue. */
const width = 5

/**
 * Sends what is due, until nothing is. Each delivery is leased before it is sent and settled after: whoever dies in between
 * leaves it to be sent again, under the same id.
 */
export async function deliverWebhooks(parts: Parts): Promise<void> {
  for (let due = await claim(parts); due.length > 0 && !parts.signal.aborted; due = await claim(parts))
    await Promise.all(due.map((delivery) => attempt(parts, delivery)))
}

function claim({ database, now }: Parts): Promise<Due[]> {
  return claimDue(database, { now: now(), width })
}

async function attempt({ database, keys, privateHosts, log, now, signal }: Parts, due: Due): Promise<void> {
  const { id, webhookId, url } = due
  const body = JSON.stringify(due.payload)
  const secret = openSecret(keys, { id: webhookId, sealed: due.secret })
  const answer: Answer = await post({
    url,
    body,
    privateHosts,
    signal,
    headers: sign({ id, body, secret, now: now() }),
  })
  if (signal.aborted) return
  const settled = await database.transaction((tx) => settle(tx, { due, answer, now: now() }))
  if (settled === 'delivered') return
  log.warn('webhook-failed', { webhookId, ...('status' in answer && { status: answer.status }) })
  if (settled === 'disabled') log.warn('webhook-disabled', { webhookId })
}
