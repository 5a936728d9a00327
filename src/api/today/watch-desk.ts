import type { Database } from '#database.ts'

type Waiting = { locationId: string; signal: AbortSignal; seconds: number }

/** `version` grows with every change at a location. */
export type Watch = {
  start(): Promise<() => Promise<void>>
  version(locationId: string): number
  next(waiting: Waiting): Promise<void>
}

/** Hears of changes as long as anybody is interested. */
export function watchDesk(database: Database): Watch {
  const versions = new Map<string, number>()
  const waiting = new Set<{ locationId: string; wake: () => void }>()
  let everywhere = 0
  let windows = 0
  let listening: Promise<() => Promise<void>> | undefined

  /** Without a location something may have been missed everywhere. */
  function heard(locationId: string): void {
    if (locationId === '') everywhere += 1
    else versions.set(locationId, (versions.get(locationId) ?? 0) + 1)
    for (const each of waiting) if (locationId === '' || each.locationId === locationId) each.wake()
  }

  /** What happened while nobody was interested is unknown. */
  async function listen(): Promise<() => Promise<void>> {
    const stop = await database.listen('desk', heard)
    everywhere += 1
    return stop
  }

  return {
    async start() {
      windows += 1
      listening ??= listen()
      const opened = listening
      try {
        await opened
      } catch (error) {
        windows -= 1
        if (listening === opened) listening = undefined
        throw error
      }
      return async () => {
        windows -= 1
        if (windows > 0 || listening !== opened) return
        listening = undefined
        const close = await opened
        await close()
      }
    },
    version: (locationId) => everywhere + (versions.get(locationId) ?? 0),
    next: ({ locationId, signal, seconds }) =>
      new Promise((resolve) => {
        const entry = { locationId, wake: done }
        const timer = setTimeout(() => heard(locationId), seconds * 1000)
        timer.unref()
        function done(): void {
          clearTimeout(timer)
          waiting.delete(entry)
          signal.removeEventListener('abort', done)
          resolve()
        }
        waiting.add(entry)
        signal.addEventListener('abort', done, { once: true })
        if (signal.aborted) done()
      }),
  }
}
