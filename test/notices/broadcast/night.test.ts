import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { addDays, instantOf, localDay } from '#appointments/local-time.ts'
import { rules } from '#appointments/rules.ts'
import { pauseBroadcast, resumeBroadcast } from '#notices/broadcast/control.ts'
import { runBroadcasts, stepBroadcasts } from '#notices/broadcast/run.ts'
import { tellWave } from '#notices/broadcast/tell-wave.ts'
import { announcingOffice } from './announcing-office.ts'

let office: Awaited<ReturnType<typeof announcingOffice>>
beforeAll(async () => {
  office = await announcingOffice('webchat')
})
beforeEach(async () => {
  await office.database.prisma.broadcast.deleteMany()
  await office.database.prisma.conversation.updateMany({ data: { language: null } })
  office.clock.now = at('10:00')
})
afterAll(async () => {
  expect(office.lines).toEqual([])
  expect(await check(office.database)).toMatchObject({ ok: true })
  await office.close()
})

/** A time of the first day, or of one after it. */
function at(time: string, later = 0): Date {
  const instant = instantOf({ day: addDays(localDay(new Date()), 1 + later), time })
  if (!instant) throw new Error(`There is no ${time}`)
  return instant
}

/** One after the other, so that there is a moment between two of them. */
function oneByOne(): void {
  const { inLine } = rules.broadcast
  rules.broadcast.inLine = 1
  onTestFinished(() => void (rules.broadcast.inLine = inLine))
}

async function visitors(many: number): Promise<void> {
  for (let visitor = 0; visitor < many; visitor++) await office.visitor()
  await office.stays()
}

/** Somebody whose messages wait, because nothing is sent there. */
async function inTelegram(): Promise<string> {
  const { conversationId } = await office.conversations.create({ channel: 'telegram', address: randomUUID() })
  const address = { channel: 'telegram' as const, conversationId }
  await office.conversations.receive({ address, key: randomUUID(), act: { kind: 'joined', language: 'de' } })
  return conversationId
}

const step = () => office.step()
const dueAt = async (id: string) => (await office.database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).dueAt
const said = () => office.database.prisma.message.count({ where: { recipientId: { not: null } } })
const pause = (id: string) => office.database.transaction((tx) => pauseBroadcast(tx, { id }))
const resume = (id: string) => office.database.transaction((tx) => resumeBroadcast(tx, { id, now: office.clock.now }))

describe('a wave that is open when the night begins', () => {
  test.each([
    ['goes on', '20:00'],
    ['stood still, as after a restart', '23:00'],
  ])('and %s at %s is cut short: the rest is told in the morning, of what is free then', async (_, time) => {
    await visitors(4)
    oneByOne()
    office.clock.now = at('19:59')
    const id = await office.announces()
    await step()
    office.clock.now = at(time)
    expect(await tellWave(office.runner, id)).toBe(0)
    expect(await step()).toMatchObject({ told: 0, isOpen: false, dueAt: at('08:00', 1) })
    expect(await step()).toMatchObject({ told: 0, isOpen: false })
    expect(await office.report(id)).toMatchObject({ all: { sent: 1, queued: 3 }, waves: [{ number: 1, size: 1 }] })
    const [first] = (await office.report(id)).waves
    office.clock.now = at('08:00', 1)
    await office.work()
    const { all, waves } = await office.report(id)
    expect(all).toMatchObject({ sent: 4, queued: 0 })
    expect(waves).toMatchObject([first, { number: 2, at: office.clock.now, size: 3 }])
    expect(await office.state(id)).toBe('finished')
  })

  test('in a process that was away until the next day does not go on with yesterday’s words', async () => {
    await visitors(3)
    oneByOne()
    office.clock.now = at('19:30')
    const id = await office.announces()
    await step()
    await office.database.prisma.slot.updateMany({ where: { departmentId: 'ukraine' }, data: { state: 'closed' } })
    onTestFinished(async () => {
      await office.database.prisma.slot.updateMany({ where: { departmentId: 'ukraine' }, data: { state: 'open' } })
    })
    office.clock.now = at('09:00', 1)
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { sent: 1, queued: 2 }, waves: [{ number: 1, size: 1 }] })
    expect(await office.state(id)).toBe('stopped')
  })

  test('leaves nothing in line, and nobody of whom nothing was sent counts as told', async () => {
    await inTelegram()
    await inTelegram()
    office.clock.now = at('19:59')
    const before = await said()
    const id = await office.announces()
    expect(await step()).toMatchObject({ told: 2 })
    expect(await said()).toBe(before + 2)
    office.clock.now = at('20:00')
    expect(await step()).toMatchObject({ told: 0, isOpen: false })
    expect(await said()).toBe(before)
    expect(await office.report(id)).toMatchObject({ all: { queued: 2, sending: 0 }, waves: [] })
    office.clock.now = at('08:00', 1)
    await step()
    expect(await office.report(id)).toMatchObject({ all: { sending: 2 }, waves: [{ number: 1, size: 2 }] })
  })

  test('is not looked at ten times a second because somebody’s message is on its way', async () => {
    const conversationId = await inTelegram()
    office.clock.now = at('19:59')
    const id = await office.announces()
    await step()
    await office.database.prisma.message.updateMany({
      where: { conversationId, recipientId: { not: null } },
      data: { status: 'sending' },
    })
    expect(await step(), 'by day it is').toMatchObject({ isOpen: true })
    office.clock.now = at('20:00')
    expect(await runBroadcasts(office.runner, AbortSignal.timeout(5000))).toEqual(at('08:00', 1))
    expect(await office.report(id)).toMatchObject({ all: { sending: 1 } })
  })
})

test('somebody who is just being told when the night begins is told in the morning', async () => {
  await visitors(1)
  const id = await office.announces()
  const receive: typeof office.conversations.receive = async (incoming) => {
    office.clock.now = at('20:00')
    return office.conversations.receive(incoming)
  }
  const conversations = { ...office.conversations, receive }
  await stepBroadcasts({ ...office.runner, conversations })
  expect(await office.report(id)).toMatchObject({ all: { sent: 0, queued: 1 } })
})

describe('a pause', () => {
  test('takes back what stands in line, and afterwards everybody is told once, of what is free then', async () => {
    const waiting = [await inTelegram(), await inTelegram()]
    await visitors(1)
    const before = await said()
    const id = await office.announces()
    await step()
    expect(await said()).toBe(before + 3)
    expect(await pause(id)).toEqual({ outcome: 'done' })
    expect(await said(), 'whoever looks at it has read it').toBe(before + 1)
    expect(await office.report(id)).toMatchObject({ all: { queued: 2, sending: 0, sent: 1 } })
    office.later(30)
    expect(await resume(id)).toEqual({ outcome: 'done' })
    await step()
    expect(await office.report(id)).toMatchObject({
      all: { queued: 0, sending: 2, sent: 1 },
      waves: [{ size: 1 }, { size: 2, at: office.clock.now }],
    })
    expect(waiting).toHaveLength(2)
  })

  test('that ends in the night lasts until the morning', async () => {
    await visitors(3)
    oneByOne()
    office.clock.now = at('15:00')
    const id = await office.announces()
    await step()
    await pause(id)
    office.clock.now = at('22:00')
    await resume(id)
    expect(await dueAt(id)).toEqual(at('08:00', 1))
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { sent: 1, queued: 2 } })
    office.clock.now = at('08:00', 1)
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { sent: 3 }, waves: [{ size: 1 }, { size: 2 }] })
  })
})
