/** Lets so many pieces of work run at once; the others wait in the order they came. */
export function atMost(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []

  return async (work) => {
    if (running < width) running++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Whoever waits takes this very place over.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
