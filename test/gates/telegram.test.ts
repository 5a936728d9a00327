import { describe, expect, inject, it } from 'vitest'
import { gate as cut } from './cut-telegram.ts'
import { gate as killed } from './killed-telegram.ts'
import { gate as repeated } from './repeated-telegram.ts'

describe('with Telegram as the source', () => {
  it('loses nothing that was acknowledged when its process is killed, and doubles one message at most', async () => {
    expect(await killed.run('short', inject('server'))).toMatchObject({ passed: true })
  }, 400_000)

  it('loses and doubles nothing when wires are cut, but one message at most for each cut', async () => {
    expect(await cut.run('short', inject('server'))).toMatchObject({ passed: true })
  }, 400_000)

  it('ends the same when updates come several times, late and out of order', async () => {
    expect(await repeated.run('short', inject('server'))).toMatchObject({ passed: true })
  }, 400_000)
})
