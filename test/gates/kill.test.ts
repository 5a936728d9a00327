import { expect, it } from 'vitest'
import { gate } from './kill.ts'

it('loses nothing and does nothing twice when it is killed', async () => {
  expect(await gate.run('short')).toMatchObject({ passed: true })
}, 240_000)
