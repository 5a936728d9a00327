import { expect, test } from 'vitest'
import { sendContacts } from '#chores/send-contacts.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'

test('no notification waits for a mail server, which hears when the program stops', async () => {
  const wakes: ((payload: string) => void)[] = []
  const database = {
    listen: async (_channel: string, heard: (payload: string) => void) => {
      wakes.push(heard)
      return async () => {}
    },
  }
  const done = { email: 0, push: 0 }
  const stop = sendContacts({
    database,
    log: createLog(readConfig({ LOG_LEVEL: 'silent' })),
    deliver: async ([kind = 'push'], stopping) => {
      if (kind === 'email')
        await new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve(), { once: true }))
      done[kind]++
    },
  })
  await expect.poll(() => done.push).toBe(1)
  await expect
    .poll(() => {
      wakes.forEach((wake) => wake(''))
      return done.push
    })
    .toBeGreaterThan(2)
  expect(done.email).toBe(0)
  await stop()
  expect(done.email).toBe(1)
})
