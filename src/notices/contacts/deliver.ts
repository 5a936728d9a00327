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
import { claimDeliveries, countWaiting, type DueDelivery, settleDelivery } from './queue.ts'
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
 * lost meanwhile, and `note` says that it is so.
 */
export function contactDelivery({ database, conversations, keys, ways, log, now }: Parts) {
  const kinds = (['email', 'push'] as const).filter((kind) => ways[kind])
  const faults = new Map<ContactKind, { fault: string; waiting: number }>()

  async function deliver(): Promise<void> {
    for (;;) {
      const at = now()
      const due = await claimDeliveries(database, { now: at, isNight: isQuiet(at), kinds, limit: few })
      await Promise.all(due.map((each) => attempt(each)))
      if (due.length < few) return
    }
  }

  async function attempt(due: DueDelivery): Promise<void> {
    const { id: deliveryId, kind } = due
    try {
      const letter = due.isOver ? undefined : await write(due)
      const way = ways[kind]
      if (!letter || !way) return await settleDelivery(database, { deliveryId, outcome: 'over', now: now() })
      await settle(due, await way.send(letter))
    } catch (error) {
      log.error('contact-delivery-failed', error, { channel: kind })
      await settle(due, { outcome: 'later', fault: 'error' })
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
        const { fault } = sent
        const seconds = pauses[Math.min(attempts, pauses.length) - 1] ?? 60
        await settleDelivery(database, {
          deliveryId,
          again: new Date(now().getTime() + seconds * 1000),
          fault,
          now: now(),
        })
        faults.set(kind, { fault, waiting: await countWaiting(database, kind) })
        log.warn('contact-away', { channel: kind })
      }
    }
  }

  /** The letter, from the message log; undefined when what it tells is gone. */
  async function write(due: DueDelivery): Promise<Letter | undefined> {
    const { id, contactId, conversationId, sealed, dataKeyId, wrapped, first, last, isReminder } = due
    const key = unwrapDataKey(keys, { id: dataKeyId, wrapped })
    const entries = first === null || last === null ? [] : await conversations.log(conversationId, first - 1)
    const said = entries.filter(({ sequence }) => sequence <= (last ?? 0))
    const messages = said.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
    if (first !== null && messages.length === 0) return undefined
    return {
      id,
      target: decrypt(key, sealed, contactPlace(contactId)),
      language: messages.at(-1)?.language ?? Language.catch('de').parse(due.language),
      token: contactToken(keys, contactId),
      messages,
      isReminder,
      at: said.at(0)?.at ?? now(),
    }
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
