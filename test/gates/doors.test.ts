import { expect, inject, it } from 'vitest'
import { gate } from './doors.ts'

it('opens every door for who may, and for nobody else', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 180_000)
