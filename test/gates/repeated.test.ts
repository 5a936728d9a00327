import { expect, inject, it } from 'vitest'
import { gate } from './repeated.ts'

it('ends the same when updates come several times, late and out of order', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 180_000)
