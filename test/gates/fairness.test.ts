import { expect, inject, it } from 'vitest'
import { gate } from './fairness.ts'

it('gives somebody with many accounts no more of a draw than their share of the people', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 120_000)
