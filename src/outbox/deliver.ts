import { setTimeout } from 'node:timers/promises'
import type { Channel, Prepared, Sent } from '#channels/channel.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { isTransient } from '#database/retry.ts'
import type { Log } from '#log.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'
import { atMost } from './at-most.ts'
import { whileLeased } from './lease.ts'
import {
  claim,
  findNext,
  findWaiting,
  finish,
  giveUpOn,
  holdBack,
  type Next,
  type Place,
  putBack,
  putBackAll,
  type Waiting,
} from './queue.ts'

type Parts = {
  database: Database
  conversations: Pick<Conversations, 'log'>
  channel: Channel
  log: Log
  now: () => Date
}

/**
 * A conversation that is being read. `isStale`: something new came meanwhile, of this `urgency`; `hurry` passes that on to what
 * waits for its turn.
 */
type Busy = { isStale: boolean; urgency: number; hurry?: (priority: number) => void }

/**
 * How much went out since the start. `repeated` may have arrived twice: a process or a connection died meanwhile. `unknown` may
 * have arrived, and is not sent again.
 */
type Counts = { delivered: number; failed: number; unreachable: number; repeated: number; unknown: number }

/**
 * Sends what waits in the message log, in order per conversation; every message ends in a final status. One process sends
 * at a time, so that the channel's limits hold for all. `stop` lets what is on its way arrive.
 */
export function outbox({ database, conversations, channel, log, now }: Parts) {
  const counts: Counts = { delivered: 0, failed: 0, unreachable: 0, repeated: 0, unknown: 0 }
  const busy = new Map<string, Busy>()
  const running = new Set<Promise<void>>()
  const fewAtOnce = atMost(widest)

  async function lead(stopping: AbortSignal): Promise<void> {
    const orphans = await putBackAll(database, channel.name)
    if (orphans > 0) log.warn('messages-sent-again', { channel: channel.name, count: orphans })
    counts.repeated += orphans
    const stopListening = await database.listen('outbox', (payload) => {
      if (payload !== '') wake(read(payload), stopping)
    })
    while (!stopping.aborted) {
      await findWaiting(database, channel.name).then(
        (all) => all.forEach((waiting) => busy.has(waiting.conversationId) || wake(waiting, stopping)),
        (error: unknown) => log.error('outbox-failed', error),
      )
      await setTimeout(sweepEvery, undefined, { signal: stopping }).catch(() => {})
    }
    await stopListening()
    // A timer that counts would keep the program alive when everything has arrived.
    await Promise.race([Promise.all(running), setTimeout(longestStop, undefined, { ref: false })])
  }

  function wake({ conversationId, priority }: Waiting, stopping: AbortSignal): void {
    const reading = busy.get(conversationId)
    if (reading) {
      reading.isStale = true
      // What waits there holds up what has just been said.
      reading.urgency = Math.min(reading.urgency, priority)
      reading.hurry?.(priority)
      return
    }
    busy.set(conversationId, { isStale: true, urgency: Infinity })
    const work = serve(conversationId, stopping)
      .catch((error: unknown) => log.error('delivery-failed', error, { conversationId }))
      .finally(() => {
        busy.delete(conversationId)
        running.delete(work)
      })
    running.add(work)
  }

  async function serve(conversationId: string, stopping: AbortSignal): Promise<void> {
    const state = busy.get(conversationId)
    while (state?.isStale) {
      state.isStale = false
      for (;;) {
        state.urgency = Infinity
        const next = await look(conversationId)
        if (!next) break
        if (next.ill) {
          await holdBack(database, { conversationId, ill: next.ill, now: now() })
          continue
        }
        const prepared = await fewAtOnce(() => prepare(next, stopping))
        if (!prepared) continue
        state.hurry = prepared.hurry
        const priority = Math.min(next.priority, state.urgency)
        if (!(await send(next, prepared, { priority, stopping }))) return
      }
    }
  }

  async function look(conversationId: string): Promise<Next | undefined> {
    return findNext(database, { conversationId, now: now(), isNight: isQuiet(now()) })
  }

  /**
   * Sends it when its turn has come; false when it is not ours to send. It is claimed while the one before is still being
   * written down, and goes out when that is done: of what a crash leaves open, one message at most has been sent.
   */
  async function send(
    next: Next,
    prepared: Prepared,
    { priority, stopping }: { priority: number; stopping: AbortSignal },
  ): Promise<boolean> {
    const turn = await prepared.turn(priority)
    const place = { ...next, last: next.sequence + prepared.covers - 1 }
    let written: Promise<void> | undefined
    try {
      // Who is told to stop while waiting for a turn must not begin: another process may be sending already.
      if (stopping.aborted || !(await claim(database, place, new Date()))) return false
      await turn.clear
      if (stopping.aborted) {
        await putBack(database, place)
        return false
      }
      written = settle(place, await prepared.send(turn, stopping), stopping)
    } finally {
      turn.release(written)
    }
    await written
    return true
  }

  /** Everything that can be done before the message is claimed. */
  async function prepare(next: Next, stopping: AbortSignal): Promise<Prepared | undefined> {
    const { conversationId, sequence, address, isOnce } = next
    try {
      const entries = await conversations.log(conversationId, Math.max(0, sequence - context))
      const entry = entries.find((each) => each.sequence === sequence)
      // Erased between the search and the reading.
      if (entry?.from !== 'office') return undefined
      const before = entries.filter((each) => each.sequence < sequence)
      const after = entries.filter((each) => each.sequence > sequence)
      return channel.prepare({ conversationId, address, message: entry.message, at: entry.at, before, after, isOnce })
    } catch (error) {
      log.error('delivery-failed', error, { conversationId })
      if (isTransient(error)) throw error
      // What can't be read or drawn today can't be tomorrow: what comes after it must not wait for it.
      await settle({ ...next, last: sequence }, { outcome: 'failed', status: 500 }, stopping)
      return undefined
    }
  }

  async function settle(claimed: Next & Place, sent: Sent, stopping: AbortSignal): Promise<void> {
    const { conversationId, createdAt } = claimed
    const write = (work: () => Promise<void>) => insist(work, { log, stopping })
    switch (sent.outcome) {
      case 'delivered':
        counts.delivered++
        return write(() => finish(database, claimed, { status: 'delivered', externalId: sent.externalId }))
      case 'failed':
        counts.failed++
        log.warn('message-refused', { conversationId, channel: channel.name, status: sent.status })
        return write(async () => {
          await finish(database, { ...claimed, last: claimed.sequence }, { status: 'failed' })
          // What would have gone out with it goes alone.
          await putBack(database, claimed)
        })
      case 'unreachable':
        counts.unreachable++
        log.info('person-unreachable', { conversationId, channel: channel.name })
        return write(() => giveUpOn(database, conversationId))
      case 'later': {
        if (sent.isUnsure && claimed.isOnce) {
          counts.unknown++
          log.warn('message-unknown', { conversationId, channel: channel.name })
          return write(() => finish(database, claimed, { status: 'unknown' }))
        }
        if (sent.isUnsure) {
          counts.repeated++
          log.warn('messages-sent-again', { channel: channel.name, count: 1 })
        }
        const isTooLate = now().getTime() - createdAt.getTime() > tooLate
        return write(() => (isTooLate ? finish(database, claimed, { status: 'failed' }) : putBack(database, claimed)))
      }
    }
  }

  const stop = whileLeased(
    { database, name: `outbox:${channel.name}`, failed: (error) => log.error('outbox-failed', error) },
    lead,
  )
  return { counts, stop }
}

/** Which conversation has something new: an answer, or with its priority behind it what can wait. */
function read(payload: string): Waiting {
  const [conversationId = '', priority] = payload.split(' ')
  return { conversationId, priority: Number(priority ?? 0) }
}

/** What is known must be written, however long the database is away: otherwise the message would go out again. */
async function insist(
  work: () => Promise<void>,
  { log, stopping }: { log: Log; stopping: AbortSignal },
): Promise<void> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      log.error('outbox-failed', error)
      if (stopping.aborted) throw error
      await setTimeout(500)
    }
  }
}

/** Preparations at once: those whose turn has come need connections too. */
const widest = 8
/** How many entries before a message its channel is shown. */
const context = 40
/** Milliseconds between two looks for what no notification told of. */
const sweepEvery = 1000
/** Milliseconds: after a day an answer is no answer any more. */
const tooLate = 24 * 60 * 60 * 1000
/** Milliseconds that sending may take at the stop. */
const longestStop = 8000
