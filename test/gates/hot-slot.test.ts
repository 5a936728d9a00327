import { expect, inject, it } from 'vitest'
import { gate } from './hot-slot.ts'

it('gives a slot that everybody wants at the same moment to as many as it has seats', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)

it('notices when the seats are counted as they were before the wait', async () => {
  expect(await gate.mutant('short', inject('server'))).toMatchObject({ passed: false })
}, 60_000)
