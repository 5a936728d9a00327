import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { decrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'
import { Language } from '#texts.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'
import { type ContactKind, contactPlace } from './contact.ts'
import { contactToken } from './contact-token.ts'
import { endContact } from './end-contact.ts'
import { letterToken } from './letter-token.ts'
import { claimDeliveries, countWaiting, type DueDelivery, lease, renewLease, settleDelivery } from './queue.ts'
import type { Letter, Sent, Way } from './way.ts'

type Parts = {
  database: Pick<Database, 'query'>
  conversations: Pick<Conversations, 'log'>
  keys: Keys
  ways: Partial<Record<ContactKind, Way>>
  log: Log
  now: () => Date
}

/** So many at once. */
const few = 4

/** Seconds from one attempt to the next, growing; the last one lasts. */
const pauses = [60, 2 * 60, 5 * 60, 10 * 60, 20 * 60, 40 * 60, 60 * 60]

/**
 * Sends what waits to people's other ways. What can't be sent now is tried again until it makes no sense any more; nothing is
 * lost meanwhile, and `note` says that it is so. What may have arrived is sent again once, and what goes to many never.
 */
export function contactDelivery({ database, conversations, keys, ways, log, now }: Parts) {
  const faults = new Map<ContactKind, { fault: string; waiting: number }>()

  /** By one way or all; a slow mail server holds up no notification. */
  async function deliver(
    kinds: readonly ContactKind[] = ['email', 'push'],
    stopping: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    const open = kinds.flatMap((kind) => {
      const way = ways[kind]
      return way ? [deliverBy(kind, way, stopping)] : []
    })
    await Promise.all(open)
  }

  async function deliverBy(kind: ContactKind, way: Way, stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const at = now()
      const due = await claimDeliveries(database, { now: at, isNight: isQuiet(at), kinds: [kind], limit: few })
      await Promise.all(due.map((each) => attempt(each, way, stopping)))
      if (due.length < few) break
    }
    // What is over meanwhile waits for nobody.
    if (faults.has(kind) && (await countWaiting(database, kind)) === 0) faults.delete(kind)
  }

  async function attempt(due: DueDelivery, way: Way, stopping: AbortSignal): Promise<void> {
    const { id: deliveryId, kind } = due
    // It may have arrived: nobody gets it once more for that.
    if (!due.isOver && due.unsure >= (due.isOnce ? 1 : 2)) {
      log.warn('contact-unknown', { channel: kind })
      return settleDelivery(database, { deliveryId, outcome: 'unknown', now: now() })
    }
    const renewing = setInterval(
      () => {
        renewLease(database, { deliveryId, now: now() }).catch((error: unknown) =>
          log.error('renew-lease-failed', error),
        )
      },
      (lease / 3) * 1000,
    )
    try {
      const letter = due.isOver ? undefined : await write(due)
      if (!letter) return await settleDelivery(database, { deliveryId, outcome: 'over', now: now() })
      await settle(due, await way.send(letter, stopping))
    } catch (error) {
      log.error('contact-delivery-failed', error, { channel: kind })
      await settle(due, { outcome: 'later', fault: 'error' })
    } finally {
      clearInterval(renewing)
    }
  }

  async function settle({ id: deliveryId, contactId, kind, attempts }: DueDelivery, sent: Sent): Promise<void> {
    switch (sent.outcome) {
      case 'sent':
        faults.delete(kind)
        return settleDelivery(database, { deliveryId, outcome: 'sent', now: now() })
      case 'refused':
        log.warn('contact-refused', { channel: kind })
        return settleDelivery(database, { deliveryId, ...sent, now: now() })
      case 'gone':
        log.info('contact-gone', { channel: kind })
        return endContact(database, contactId)
      case 'later': {
        const { fault, isUnsure = false } = sent
        const seconds = pauses[Math.min(attempts, pauses.length) - 1] ?? 60
        await settleDelivery(database, {
          deliveryId,
          again: new Date(now().getTime() + seconds * 1000),
          fault,
          isUnsure,
          now: now(),
        })
        faults.set(kind, { fault, waiting: await countWaiting(database, kind) })
        log.warn('contact-away', { channel: kind })
      }
    }
  }

  /** The letter, from the message log; undefined when what it tells is gone. */
  async function write(due: DueDelivery): Promise<Letter | undefined> {
    const { id, contactId, conversationId, sealed, dataKeyId, wrapped, first, last, news } = due
    const key = unwrapDataKey(keys, { id: dataKeyId, wrapped })
    const entries = conversationId === null || first === null ? [] : await conversations.log(conversationId, first - 1)
    const said = entries.filter(({ sequence }) => sequence <= (last ?? 0))
    const messages = said.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
    if (first !== null && messages.length === 0) return undefined
    return {
      id,
      target: decrypt(key, sealed, contactPlace(contactId)),
      language: messages.at(-1)?.language ?? Language.catch('de').parse(due.language),
      token: contactToken(keys, contactId),
      answerToken: letterToken(keys, id),
      messages,
      news,
      at: said.at(0)?.at ?? now(),
      seconds: secondsUntil(messages.at(-1)?.until),
    }
  }

  /** News that have no end of their own are news for a day. */
  function secondsUntil(until: string | undefined): number {
    if (until === undefined) return 24 * 60 * 60
    return Math.max(0, Math.floor((Date.parse(until) - now().getTime()) / 1000))
  }

  /** What is amiss, for whoever runs this machine; one note per way that is away. */
  function notes(): string[] {
    return [...faults].map(
      ([kind, { fault, waiting }]) => `${names[kind]} (${fault}); ${waiting} wait and are tried again`,
    )
  }

  return { deliver, notes }
}

const names: Record<ContactKind, string> = {
  email: 'The mail server of SMTP_URL does not take messages',
  push: 'A push service does not take messages',
}
