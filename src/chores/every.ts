import { setTimeout } from 'node:timers/promises'
import type { Log } from '#log.ts'

type Chore = {
  name: string
  seconds: number
  log: Log
  work: () => Promise<void>
  /** Lets somebody wake it before its time; resolves to a function that ends that. */
  wakenBy?: (wake: () => void) => Promise<() => Promise<void>>
}

/** Repeats `work`, never twice at once, until the returned function is called; that waits for the run under way. */
export function every({ name, seconds, log, work, wakenBy }: Chore): () => Promise<void> {
  const stopping = new AbortController()
  let pause = new AbortController()
  const failed = (error: unknown) => log.error(`${name}-failed`, error)
  const loop = async () => {
    const listening = wakenBy?.(() => pause.abort()).catch(failed)
    while (!stopping.signal.aborted) {
      // Whoever wakes it from here on has something that this run may not see.
      pause = new AbortController()
      const { signal } = pause
      // A chore that failed is due again: what it missed is still there.
      await work().catch(failed)
      await setTimeout(seconds * 1000, undefined, { signal }).catch(() => {})
    }
    await (
      await listening
    )?.()
  }
  const ended = loop()
  return async () => {
    stopping.abort()
    pause.abort()
    await ended
  }
}
