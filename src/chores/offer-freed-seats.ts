import { findDueSeats } from '#appointments/waitlist/find-due.ts'
import { findUntoldOffers } from '#appointments/waitlist/find-untold.ts'
import { passOn } from '#appointments/waitlist/pass-on.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { ChannelName } from '#message.ts'

type Parts = {
  database: Database
  conversations: Conversations
  log: Log
  now: () => Date
  random?: () => number
}

/** So many at once; the rest a moment later. */
const few = 100

/**
 * Whatever was freed goes on: to the next on the waitlist, or to everybody. Several processes may do it at once, each seat is one
 * process's. What can't be passed on must not hold up the others.
 */
export async function offerFreedSeats({ database, conversations, log, now, random = chance }: Parts): Promise<void> {
  for (const { id: freedSeatId } of await findDueSeats(database, { now: now(), limit: few })) {
    try {
      const { outcome } = await database.transaction((tx) => passOn(tx, { freedSeatId, now: now(), random }))
      if (outcome !== 'busy') log.info(`freed-seat-${outcome}`, { freedSeatId })
    } catch (error) {
      log.error('pass-on-failed', error, { freedSeatId })
    }
  }
  await tellOffers({ database, conversations, log })
}

/** Every offer speaks up in its conversation. The update's key makes it happen once. */
async function tellOffers({ database, conversations, log }: Pick<Parts, 'database' | 'conversations' | 'log'>) {
  for (const { offerId, conversationId, channel } of await findUntoldOffers(database, { limit: few })) {
    await conversations
      .receive({
        address: { channel: ChannelName.parse(channel), conversationId },
        key: `offer:${offerId}`,
        act: { kind: 'offer', offerId },
      })
      .catch((error: unknown) => log.error('tell-offer-failed', error, { conversationId, offerId }))
  }
}

/** Nobody can reckon the next moment from the former ones. */
function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}
