import type { Events } from './events.ts'

/** Milliseconds: how long a stream may be silent, and how long somebody who was shut out may still be connected. */
const beat = 15_000

/** `again`: whoever listens, as they are now; undefined when they may not listen any more. */
export type Watch<Principal> = { again: () => Promise<{ principal: Principal } | undefined>; signal: AbortSignal }

/**
 * Events for as long as whoever hears them may: asked before each one, and at every beat, which also keeps the connection
 * alive (a comment line, by the HTML standard's section on server-sent events).
 */
export async function* watched<Principal>(
  { ticks, tell }: Events<Principal>,
  { again, signal }: Watch<Principal>,
): AsyncGenerator<string> {
  const source = ticks[Symbol.asyncIterator]()
  let silence = pause(signal)
  try {
    for (let next = source.next(); ;) {
      const tick = await Promise.race([next, silence])
      if (signal.aborted) return
      const listener = await again()
      if (listener === undefined) return
      if (tick === 'beat') {
        silence = pause(signal)
        yield ': \n\n'
        continue
      }
      if (tick.done === true) return
      const told = await tell(listener.principal)
      if (told === 'over') return
      if (told !== 'nothing-new') yield `data: ${JSON.stringify(told.event)}\n\n`
      next = source.next()
    }
  } finally {
    void source.return?.()
  }
}

function pause(signal: AbortSignal): Promise<'beat'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('beat'), beat)
    timer.unref()
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve('beat')
      },
      { once: true },
    )
  })
}
