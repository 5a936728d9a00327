import { expect, inject, it } from 'vitest'
import { gate } from './fairness.ts'

it('gives somebody with many accounts no more of a draw than their share of the people', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 120_000)

it('notices when times are visible at once, or when one person may enter often', async () => {
  expect(await gate.mutant('short', inject('server'))).toMatchObject({ passed: false })
}, 120_000)
