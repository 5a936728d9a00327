import { expect, inject, it } from 'vitest'
import { gate } from './storm.ts'

it('keeps the book in order while everything happens at once', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)
