import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { startChores } from '#chores/start-chores.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { openOffice } from '../stories/open-office.ts'
import { person } from '../stories/person.ts'
import { webchatLine } from '../stories/webchat-line.ts'

let office: Awaited<ReturnType<typeof openOffice>>
const workers: (() => Promise<void>)[] = []
let lines: { event: string; count?: number }[] = []
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(() => {
  lines = []
})
afterEach(async () => {
  await rest()
  expect(lines.filter(({ event }) => event.endsWith('-failed'))).toEqual([])
})
afterAll(async () => {
  expect(await check(office.database)).toMatchObject({ ok: true })
  await office.close()
})

// On a machine that is busy with other things it may need another try.
test('a reserved time that ran out is given back within 2 seconds, and the person is told', { retry: 2 }, async () => {
  work()
  const user = await whoLetsTimeRunOut()
  await expect.poll(() => office.database.prisma.hold.count(), { timeout: 2000, interval: 50 }).toBe(0)
  expect(await office.database.prisma.slot.count({ where: { held: { gt: 0 } } })).toBe(0)
  await user.listens()
  user.sees(user.t('hold.expired'))
  user.isAsked('time')
})

test('workers that do it at once tell it once', async () => {
  const user = await whoLetsTimeRunOut()
  for (let count = 0; count < 4; count++) work()
  await rest()
  expect(await office.database.prisma.hold.count()).toBe(0)
  await user.listens()
  expect(user.heard.filter(({ text }) => text.includes(user.t('hold.expired')))).toHaveLength(1)
})

test('a conversation that cannot be read does not hold up the others', async () => {
  const [broken, user] = [await whoLetsTimeRunOut(), await whoLetsTimeRunOut()]
  const { prisma } = office.database
  const { conversationId } = await prisma.hold.findFirstOrThrow({ orderBy: { expiresAt: 'asc' } })
  const where = { id: conversationId }
  const sound = await prisma.conversation.findUniqueOrThrow({ where, select: { answers: true } })
  await prisma.conversation.update({ where, data: { answers: new Uint8Array(40) } })
  work()
  await rest()
  await user.listens()
  user.sees(user.t('hold.expired'))
  expect(lines.splice(0)).toMatchObject([{ event: 'expire-hold-failed', conversationId }])

  await prisma.conversation.update({ where, data: sound })
  work()
  await rest()
  await broken.listens()
  broken.sees(broken.t('hold.expired'))
})

test('a new day opens the slots of a further day, once, however many workers there are', async () => {
  const { prisma } = office.database
  const before = await prisma.slot.count()
  office.clock.now = new Date(office.clock.now.getTime() + 7 * 24 * 60 * 60 * 1000)
  for (let count = 0; count < 4; count++) work()
  await rest()
  const fresh = (await prisma.slot.count()) - before
  expect(fresh).toBeGreaterThan(0)
  const opened = lines.filter(({ event }) => event === 'slots-opened').map(({ count = 0 }) => count)
  expect(opened.reduce((sum, count) => sum + count, 0)).toBe(fresh)
})

test('what is past its time is erased without being asked for', async () => {
  await whoLetsTimeRunOut()
  office.clock.now = new Date(office.clock.now.getTime() + 14 * 24 * 60 * 60 * 1000)
  expect(await office.database.prisma.message.count()).toBeGreaterThan(0)
  work()
  await rest()
  expect(await office.database.prisma.message.count()).toBeLessThan(10)
})

/** A worker begins with every chore at once. */
function work(): void {
  const { database, conversations, clock } = office
  const log = createLog(readConfig({}), { write: (line) => lines.push(JSON.parse(line)) })
  workers.push(startChores({ database, conversations, log, now: () => clock.now }))
}

/** All workers finish what they have begun. */
async function rest(): Promise<void> {
  await Promise.all(workers.splice(0).map((stop) => stop()))
}

async function whoLetsTimeRunOut() {
  const user = person(await webchatLine(office.origin), 'de')
  await user.arrives()
  await user.goesTo('people', { name: 'Lena Langsam' })
  // Whoever came first is due first.
  await office.database.prisma
    .$executeRaw`UPDATE hold SET expires_at = least(expires_at, clock_timestamp() - interval '1 second')`
  return user
}
