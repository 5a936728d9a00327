import { expect, inject, it } from 'vitest'
import { gate } from './calls.ts'

it('calls everybody who waits once, however many clerks call at the same moment', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)
