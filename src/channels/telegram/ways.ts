import { setTimeout } from 'node:timers/promises'
import type { Log } from '#log.ts'
import type { Pace, Turn } from '#outbox/pace.ts'
import type { Way } from './api.ts'

/** Seconds more than Telegram asks for: two clocks are never quite alike. */
const margin = 0.05

/**
 * How calls wait. Telegram's "too many" is meant for the whole bot: until it is over nobody asks it anything, whatever it is.
 */
export function ways({ pace, log }: { pace: Pick<Pace, 'pause'>; log: Pick<Log, 'warn'> }) {
  let stillUntil = 0
  const left = () => stillUntil - performance.now()

  function tooMany(seconds: number): void {
    const milliseconds = (seconds + margin) * 1000
    if (left() >= milliseconds) return
    log.warn('telegram-too-many', { channel: 'telegram', milliseconds })
    stillUntil = performance.now() + milliseconds
    pace.pause(seconds + margin)
  }

  /** Resolves when nothing is in the way any more, to false when `stopping` came first. */
  async function still(stopping: AbortSignal): Promise<boolean> {
    while (left() > 0 && !stopping.aborted)
      await setTimeout(Math.max(1, left()), undefined, { signal: stopping }).catch(() => {})
    return !stopping.aborted
  }

  return {
    /** For what must be done some time. */
    patient: (stopping: AbortSignal): Way => ({ wait: () => still(stopping), tooMany, stopping }),
    /** For what helps nobody after so many `seconds`. */
    fleeting: (seconds: number): Way => ({
      async wait() {
        if (left() > seconds * 1000) return false
        while (left() > 0) await setTimeout(Math.max(1, left()), undefined, { ref: false })
        return true
      },
      tooMany,
      isFleeting: true,
    }),
    /** For messages: the first call has its turn already, and exchanges it for each further one. */
    byTurns(turn: Turn, { isAlone = false, stopping }: { isAlone?: boolean; stopping?: AbortSignal } = {}) {
      let isFirst = true
      const way = (wish: { isAlone: boolean }): Way => ({
        async wait() {
          if (!isFirst) return turn.next({ ...wish, ...(stopping && { stopping }) })
          isFirst = false
          return true
        },
        tooMany,
      })
      return { own: way({ isAlone: false }), anew: way({ isAlone }) }
    },
  }
}

export type Ways = ReturnType<typeof ways>
