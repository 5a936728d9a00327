import { expect, inject, it } from 'vitest'
import { gate } from './hot-slot.ts'

it('gives a slot that everybody wants at the same moment to as many as it has seats', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)
