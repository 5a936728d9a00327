import { expect, inject, it } from 'vitest'
import { gate } from './doors-chat.ts'

it("lets nobody read or write in somebody else's conversation, nor speak for Telegram", async () => {
  expect(await gate.run('short', inject('server'))).toMatchObject({ passed: true })
}, 180_000)
