import { expect, inject, it } from 'vitest'
import { gate } from './calls.ts'

it('calls everybody who waits once, however many clerks call at the same moment', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)

it('notices when who is next is looked up before they are called', async () => {
  expect(await gate.mutant('short', inject('server'))).toMatchObject({ passed: false })
}, 60_000)
