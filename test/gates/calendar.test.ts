import { expect, inject, it } from 'vitest'
import { gate } from './calendar.ts'

it('opens at the same local times when clocks change, years begin and February is long', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)
