import { expect } from 'vitest'

/** Asks again until it is as expected: a browser takes its time, more of it on a busy machine. */
export function eventually<Value>(ask: () => Value | Promise<Value>) {
  return expect.poll(ask, { timeout: 20_000 })
}
