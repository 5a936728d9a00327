import { drawLots, findDueDraws } from '#appointments/draws/draw-lots.ts'
import { type DueDrawNews, findDrawNews } from '#appointments/draws/due-news.ts'
import { expireLots } from '#appointments/draws/expire-lots.ts'
import { findRunningDraws, offerPlaces } from '#appointments/draws/offer-places.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { ChannelName } from '#message.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'
import type { Keys } from '#privacy/keys.ts'
import { every } from './every.ts'

type Parts = {
  database: Database
  conversations: Pick<Conversations, 'receive'>
  keys: Keys
  log: Log
  now: () => Date
}

/** Sees to draws until the returned function is called; whoever gives a place back wakes it at once. */
export function keepDraws(parts: Parts): () => Promise<void> {
  return every({
    name: 'keep-draws',
    seconds: 5,
    log: parts.log,
    work: () => seeToDraws(parts),
    wakenBy: (wake) => parts.database.listen('draw', wake),
  })
}

/**
 * Draws what is due, lets go what was not confirmed, and gives free places to the lots that are next. In quiet hours lots are drawn,
 * but nobody is offered a place or told: the time to confirm begins when people are awake. The rows say what is due, so that it
 * may be done by any process, twice, or late.
 */
export async function seeToDraws(parts: Parts): Promise<void> {
  const { database, keys, log } = parts
  const now = parts.now()
  for (const drawId of await findDueDraws(database, { now })) {
    const drawn = await database.transaction((tx) => drawLots(tx, keys, { drawId, now }))
    if (drawn.outcome === 'drawn') log.info('lots-drawn', { drawId, count: drawn.lots })
  }
  await expireLots(database, { now })
  if (isQuiet(now)) return
  for (const drawId of await findRunningDraws(database)) {
    const { offered } = await database.transaction((tx) => offerPlaces(tx, { drawId, now }))
    if (offered > 0) log.info('places-offered', { drawId, count: offered })
  }
  await tellNews(parts)
}

/** One whose conversation can't be read must not hold up the others: it is tried again the next time. */
async function tellNews(parts: Parts): Promise<void> {
  for (;;) {
    const due = await findDrawNews(parts.database, { limit: many })
    let told = 0
    for (const news of due) told += (await tellOne(parts, news)) ? 1 : 0
    if (due.length < many || told === 0) return
  }
}

const many = 200

async function tellOne({ conversations, log }: Parts, { lotId, news, conversationId, channel }: DueDrawNews) {
  return conversations
    .receive({
      address: { channel: ChannelName.parse(channel), conversationId },
      key: `draw:${lotId}:${news}`,
      act: { kind: 'drawn', lotId },
    })
    .then(
      () => true,
      (error: unknown) => {
        log.error('tell-draw-failed', error, { conversationId, lotId })
        return false
      },
    )
}
