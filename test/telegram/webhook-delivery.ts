import { setTimeout } from 'node:timers/promises'
import type { UpdateQueue } from './updates.ts'

/** `address` says at each delivery where the webhook at this `url` is to be found. */
export type Hook = { url: string; secret: string | undefined; address: (url: string) => string }

/** Delivers as Telegram does: in order per chat, any 2xx accepts, everything else is tried again after a growing pause. */
export function deliverTo(
  { url, secret, address }: Hook,
  queue: UpdateQueue,
  firstPause: number,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const busy = new Set<number>()
  const running = new Set<Promise<void>>()

  async function deliver(entry: ReturnType<UpdateQueue['heads']>[number]): Promise<void> {
    let pause = firstPause
    while (!stopping.signal.aborted) {
      const isAccepted = await fetch(address(url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
        body: JSON.stringify(entry.update),
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(60_000)]),
      }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isAccepted) return queue.drop(entry)
      await setTimeout(pause, undefined, { signal: stopping.signal }).catch(() => {})
      pause = Math.min(pause * 2, 60_000)
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const entry of queue.heads()) {
        if (busy.has(entry.chat) || busy.size >= 40) continue
        busy.add(entry.chat)
        const delivery = deliver(entry).finally(() => {
          busy.delete(entry.chat)
          running.delete(delivery)
          queue.wake()
        })
        running.add(delivery)
      }
      await queue.news()
    }
  }

  const ended = loop()
  return {
    async stop() {
      stopping.abort()
      queue.wake()
      await Promise.all([ended, ...running])
    },
  }
}
