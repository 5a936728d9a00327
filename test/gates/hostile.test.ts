import { describe, expect, inject, it } from 'vitest'
import { gate as webchat } from './hostile.ts'
import { gate as telegram } from './hostile-telegram.ts'

describe.each([webchat, telegram])('$name', (gate) => {
  it('answers whatever is thrown at it, in time and in the language of the one who threw it', async () => {
    expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
  }, 180_000)
})
