import { setTimeout } from 'node:timers/promises'
import type { Api } from 'grammy'
import { z } from 'zod'
import type { Log } from '#log.ts'
import { ask, type Way } from './api.ts'
import type { Failures } from './failures.ts'
import { updatesInHand } from './in-hand.ts'
import { pauseAfter } from './pauses.ts'
import { Update, updateKinds } from './read-update.ts'
import type { State } from './state.ts'

type Parts = {
  api: Api
  way: Way
  take: (update: Update) => Promise<void>
  answer: (update: Update) => void
  failures: Failures
  state: State
  log: Log
}

/** Seconds that Telegram holds an answer back while nothing happens; after a failure one, to know soon that it is over. */
export const pollSeconds = 25
/** Milliseconds after which Telegram is asked again while something it handed out is still being worked on. */
const glance = 100
/** What of an update that can't be read tells Telegram to forget it. */
const Numbered = z.object({ update_id: z.int() })

/**
 * Long polling in which an update is confirmed only when it is committed. grammY's own loop would take one update after the
 * other; here chats don't wait for each other, and within a chat the order holds. Nor does a press wait, to be answered,
 * for the slowest of those that were handed out before it. After a crash up to 100 updates come again, which the inbox makes
 * harmless.
 */
export async function poll(
  { api, way, take, answer, failures: updates, state, log }: Parts,
  stopping: AbortSignal,
): Promise<void> {
  const inHand = updatesInHand(insist)
  let failures = 0
  while (!stopping.aborted) {
    const offset = inHand.offset()
    const wish = {
      timeout: !inHand.isEmpty() ? 0 : failures > 0 ? 1 : pollSeconds,
      allowed_updates: [...updateKinds],
      ...(offset !== undefined && { offset }),
    }
    const answered = await ask((signal) => api.getUpdates(wish, signal), way)
    if (answered.kind === 'dropped') break
    if (answered.kind !== 'done') {
      failures++
      if (answered.kind === 'refused') state.refused(answered.code)
      else state.away()
      await wait(pauseAfter(failures))
      continue
    }
    failures = 0
    state.answers()
    const { batch, unreadable } = readBatch(answered.result)
    for (const update of inHand.receive(batch)) {
      if (unreadable.has(update.update_id)) log.warn('update-unreadable', { channel: 'telegram' })
      else answer(update)
    }
    if (!inHand.isEmpty()) await Promise.race([inHand.settled(), wait(glance / 1000)])
  }
  await inHand.settled()

  async function insist(update: Update): Promise<void> {
    for (let tries = 1; !stopping.aborted; tries++) {
      try {
        await take(update)
        return updates.forget(update)
      } catch (error) {
        if (updates.isLetGo(update, error)) return
        await wait(pauseAfter(tries) / 4)
      }
    }
  }

  function wait(seconds: number): Promise<void> {
    return setTimeout(seconds * 1000, undefined, { signal: stopping }).catch(() => {})
  }
}

/** What can't be read today can't be tomorrow: it is confirmed as an update that means nothing, and stops nobody else's. */
function readBatch(handedOut: readonly unknown[]): { batch: Update[]; unreadable: Set<number> } {
  const unreadable = new Set<number>()
  const batch = handedOut.flatMap((each) => {
    const read = Update.safeParse(each)
    if (read.success) return [read.data]
    const numbered = Numbered.safeParse(each)
    if (!numbered.success) return []
    unreadable.add(numbered.data.update_id)
    return [numbered.data]
  })
  return { batch, unreadable }
}
