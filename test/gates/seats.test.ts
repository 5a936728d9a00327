import { expect, inject, it } from 'vitest'
import { gate } from './seats.ts'

it('gives every seat to exactly one of many people, who come through several processes', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 60_000)
