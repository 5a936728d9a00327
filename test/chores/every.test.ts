import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { every } from '#chores/every.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { visitor } from '../appointments/attendance/visitors.ts'
import { clear, furnish, now } from '../appointments/small-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  await clear(database)
  await furnish(database)
})
afterAll(() => database.close())

const log = createLog(readConfig({ LOG_LEVEL: 'silent' }))
const hour = 60 * 60

test('whoever tells notices is woken by a new one, long before the hour is over', async () => {
  const { id: appointmentId } = await visitor(database, '09:00')
  let runs = 0
  let hears = () => {}
  const listens = new Promise<void>((resolve) => (hears = resolve))
  const stop = every({
    name: 'test',
    seconds: hour,
    log,
    work: async () => void runs++,
    wakenBy: async (wake) => {
      const deaf = await database.listen('notice', wake)
      hears()
      return deaf
    },
  })
  await listens
  expect(runs).toBe(1)
  await database.prisma.notice.create({ data: { appointmentId, kind: 'called', dueAt: now } })
  await expect.poll(() => runs, { timeout: 5000, interval: 10 }).toBe(2)
  await stop()
})

test('what wakes it in the middle of a run, too late to be seen by it, makes it run again', async () => {
  let runs = 0
  let wake = () => {}
  const stop = every({
    name: 'test',
    seconds: hour,
    log,
    work: async () => {
      if (++runs === 1) setImmediate(() => wake())
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
    wakenBy: async (awaken) => {
      wake = awaken
      return async () => {}
    },
  })
  await expect.poll(() => runs, { timeout: 5000, interval: 10 }).toBe(2)
  await stop()
})

test('it ends at once when it is told to, also in the middle of its pause', async () => {
  const stop = every({ name: 'test', seconds: hour, log, work: async () => {} })
  await new Promise((resolve) => setTimeout(resolve, 10))
  const began = performance.now()
  await stop()
  expect(performance.now() - began).toBeLessThan(1000)
})
