/** Milliseconds: how long a stream may be silent, and how long somebody who was shut out may still hear. */
const beat = 15_000

type Watch = { isStillAllowed: () => Promise<boolean>; signal: AbortSignal }

/**
 * Events for as long as whoever hears them may: asked before each one, and at every beat, which also keeps the connection
 * alive (a comment line, by the HTML standard's section on server-sent events).
 */
export async function* watched(
  events: AsyncIterable<string>,
  { isStillAllowed, signal }: Watch,
): AsyncGenerator<string> {
  const source = events[Symbol.asyncIterator]()
  try {
    for (let next = source.next(); ;) {
      const event = await Promise.race([next, pause(signal)])
      if (signal.aborted || !(await isStillAllowed())) return
      if (event === 'beat') {
        yield ': \n\n'
        continue
      }
      if (event.done === true) return
      yield event.value
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
