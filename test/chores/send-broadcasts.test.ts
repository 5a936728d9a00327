import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openJobs } from '#chores/jobs.ts'
import { sendBroadcasts } from '#chores/send-broadcasts.ts'
import { announcingOffice } from '../notices/broadcast/announcing-office.ts'

let office: Awaited<ReturnType<typeof announcingOffice>>
beforeAll(async () => {
  office = await announcingOffice()
})
afterAll(() => office.close())

test('two processes that work tell everybody once, as soon as somebody starts it', { timeout: 60_000 }, async () => {
  for (let visitor = 0; visitor < 12; visitor++) await office.visitor()
  await office.stays()
  const { database, runner } = office
  const connectionString = await connectionOf()
  for (let process = 0; process < 2; process++) {
    const jobs = await openJobs({ connectionString, database, log: runner.log, works: true })
    const stop = await sendBroadcasts(runner, jobs)
    onTestFinished(async () => {
      await stop()
      await jobs.stop()
    })
  }
  const id = await office.announces()
  await expect.poll(() => office.state(id), { timeout: 30_000 }).toBe('finished')
  expect(await office.report(id)).toMatchObject({ all: { sent: 12 } })
  expect(await database.prisma.message.count({ where: { recipientId: { not: null } } })).toBe(12)
  expect(office.lines).toEqual([])
})

async function connectionOf(): Promise<string> {
  const database: unknown = office.database
  if (typeof database === 'object' && database !== null && 'connectionString' in database)
    return String(database.connectionString)
  throw new Error('The office has no database of its own')
}
