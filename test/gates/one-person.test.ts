import { expect, inject, it } from 'vitest'
import { gate } from './one-person.ts'

it('gives nobody two appointments, and takes nobody for somebody else', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)
