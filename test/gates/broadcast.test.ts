import { expect, inject, it } from 'vitest'
import { gate } from './broadcast.ts'

it('tells everybody once whom it can reach, whatever goes wrong on the way', async () => {
  const { passed, figures } = await gate.run('short', inject('server'))
  expect(passed, JSON.stringify(figures)).toBe(true)
}, 400_000)
