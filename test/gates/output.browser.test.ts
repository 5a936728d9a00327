import { expect, inject, it } from 'vitest'
import { gate } from './output.ts'

it('writes whatever was typed as text, into calendars, Telegram, pages and paper', async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 180_000)

it('notices when something is written raw', async () => {
  expect(await gate.mutant('short', inject('server'))).toMatchObject({ passed: false })
}, 180_000)
