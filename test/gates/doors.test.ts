import { expect, inject, it } from 'vitest'
import { gate } from './doors.ts'

it('opens every door for who may, and for nobody else', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 180_000)

it('notices when a role, a place or a policy is left out of what is served', async () => {
  expect(await gate.mutant('short', inject('server'))).toMatchObject({ passed: false })
}, 180_000)
