import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { addDays, localDay, startOfDay } from '#appointments/local-time.ts'
import { rules } from '#appointments/rules.ts'
import { check } from '#appointments/check.ts'
import { approveBroadcast } from '#notices/broadcast/approve.ts'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '#notices/broadcast/control.ts'
import { retain } from '#privacy/retain.ts'
import { channels } from '../../stories/open-office.ts'
import { announcingOffice } from './announcing-office.ts'

type Announcing = Awaited<ReturnType<typeof announcingOffice>>

describe.each(channels)('on %s', (channel) => {
  let office: Announcing
  beforeAll(async () => {
    office = await announcingOffice(channel)
  })
  afterAll(async () => {
    expect(office.lines).toEqual([])
    await office.close()
  })
  beforeEach(async () => {
    await office.database.prisma.broadcast.deleteMany()
    await office.database.prisma.conversation.updateMany({ data: { language: null } })
  })

  test('everybody is told once in their language, and one tap ends all of it', async () => {
    const [german, ukrainian] = [await office.visitor('de'), await office.visitor('uk')]
    const id = await office.announces()
    await office.work()
    for (const user of [german, ukrainian]) {
      await user.listens()
      user.sees(user.t('broadcast.places').split('{slots}')[0]?.trim() ?? '')
    }
    expect(await office.report(id)).toMatchObject({ all: { sent: 2, queued: 0 } })
    await german.taps(german.t('reminders.turn-off'))
    german.sees(german.t('reminders.off'))
    const second = await office.announces()
    await office.work()
    expect(await office.report(second)).toMatchObject({ all: { sent: 1, opted_out: 1 } })
  })

  test('whoever opts out or is erased between two waves is told nothing', async () => {
    const people = [await office.visitor(), await office.visitor(), await office.visitor()]
    await office.stays()
    const id = await office.announces({ perPlace: 1, offer: await oneFreePlace(office) })
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { sent: 1, queued: 2 }, waves: [{ size: 1, free: 1 }] })
    const recipients = await office.database.prisma.broadcastRecipient.findMany({
      where: { state: 'queued' },
      orderBy: { id: 'asc' },
    })
    const [first, second] = recipients.map(({ conversationId }) => conversationId)
    await office.database.prisma.conversation.update({
      where: { id: first ?? '' },
      data: { noticesOffAt: office.clock.now },
    })
    await office.database.prisma.conversation.delete({ where: { id: second ?? '' } })
    office.later(rules.broadcast.waveMinutes + 1)
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { sent: 1, opted_out: 1, erased: 1 } })
    expect(await office.state(id)).toBe('finished')
    expect(people).toHaveLength(3)
  })

  test('an open question stays open below the news', async () => {
    const user = await office.visitor()
    await user.taps(user.t('menu.book'))
    await office.announces()
    await office.work()
    await user.listens()
    user.isAsked('department')
  })
})

describe('at the desk', () => {
  let office: Announcing
  beforeAll(async () => {
    office = await announcingOffice('webchat')
    for (let visitor = 0; visitor < 3; visitor++) await office.visitor()
  })
  beforeEach(() => office.stays())
  afterAll(() => office.close())
  const deed = <T>(work: (tx: Parameters<Parameters<Announcing['database']['transaction']>[0]>[0]) => Promise<T>) =>
    office.database.transaction(work)

  test('what can not be is refused with the reason', async () => {
    const plan = office.plan()
    const { ar: _none, ...lacking } = plan.texts
    expect(await office.create({ ...plan, texts: lacking })).toMatchObject({
      fault: 'missing-language',
      languages: ['ar'],
    })
    expect(await office.create({ ...plan, texts: { ...plan.texts, fr: 'Bonjour' } })).toMatchObject({
      fault: 'missing-placeholder',
      languages: ['fr'],
    })
    expect(await office.create({ ...plan, texts: { ...plan.texts, de: '{slots} {name}' } })).toMatchObject({
      fault: 'unknown-placeholder',
      placeholder: '{name}',
    })
    expect(await office.create({ ...plan, offer: { departmentId: 'nowhere' } })).toEqual({ outcome: 'unknown-place' })
    const nobody = await created({ audience: { group: 'everybody', languages: ['tr'] } })
    expect(await office.start(nobody)).toEqual({ outcome: 'no-audience' })
    const past = await created({})
    expect(await office.start(past, new Date(office.clock.now.getTime() - 1))).toEqual({ outcome: 'in-the-past' })
    const gone = await created({ offer: { departmentId: 'ukraine', firstDay: '2001-01-01', lastDay: '2001-01-01' } })
    expect(await office.start(gone)).toEqual({ outcome: 'no-places' })
    const twice = await office.create({ ...plan, key: 'monday' })
    expect(await office.create({ ...plan, key: 'monday' })).toEqual({ outcome: 'twice', id: 'id' in twice && twice.id })
  })

  test('a link shows it in a chat of one’s own before anybody is told, and nothing afterwards', async () => {
    const id = await created({})
    const { conversationId } = await office.conversations.create({ channel: 'webchat', address: randomUUID() })
    const follow = async () => {
      const address = { channel: 'webchat' as const, conversationId }
      const act = { kind: 'joined' as const, language: 'en', link: `b-${id}` }
      await office.conversations.receive({ address, key: randomUUID(), act })
      return JSON.stringify(await office.conversations.log(conversationId, 0))
    }
    expect(await follow()).toContain('There are free appointments')
    await office.database.prisma.message.deleteMany({ where: { conversationId } })
    expect(await office.start(id)).toMatchObject({ outcome: 'started' })
    expect(await follow()).not.toContain('There are free appointments')
    await office.database.prisma.conversation.delete({ where: { id: conversationId } })
    await deed((tx) => stopBroadcast(tx, { id, now: office.clock.now }))
    expect(await office.report(id)).toMatchObject({ all: { erased: 1 } })
  })

  test('it is paused, goes on and is stopped for good', async () => {
    const id = await office.announces({ perPlace: 1, offer: await oneFreePlace(office) })
    expect(await deed((tx) => pauseBroadcast(tx, { id }))).toEqual({ outcome: 'done' })
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { queued: 3 } })
    expect(await deed((tx) => resumeBroadcast(tx, { id, now: office.clock.now }))).toEqual({ outcome: 'done' })
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { queued: 2, sent: 1 } })
    expect(await deed((tx) => stopBroadcast(tx, { id, now: office.clock.now }))).toEqual({ outcome: 'done' })
    office.later(60)
    await office.work()
    expect(await office.report(id)).toMatchObject({ all: { queued: 2, sent: 1 } })
    expect(await deed((tx) => resumeBroadcast(tx, { id, now: office.clock.now }))).toMatchObject({
      outcome: 'not-possible',
    })
  })

  test('two days after its end nobody’s row is left, and the report still adds up', async () => {
    const id = await office.announces()
    await office.work()
    const before = await office.report(id)
    expect(await check(office.database)).toMatchObject({ ok: true })
    const now = new Date(office.clock.now.getTime() + 49 * 60 * 60_000)
    expect((await retain(office.database, { now })).recipients).toBeGreaterThanOrEqual(3)
    expect(await office.database.prisma.broadcastRecipient.count({ where: { broadcastId: id } })).toBe(0)
    expect(await office.report(id)).toEqual(before)
    expect(before).toMatchObject({ all: { sent: 3 } })
  })

  test('a later wave goes out only while places are free', async () => {
    const offer = await oneFreePlace(office)
    const id = await office.announces({ perPlace: 1, offer })
    await office.work()
    await office.database.prisma.slot.updateMany({ where: { departmentId: 'ukraine' }, data: { state: 'closed' } })
    office.later(rules.broadcast.waveMinutes + 1)
    await office.work()
    await office.database.prisma.slot.updateMany({ where: { departmentId: 'ukraine' }, data: { state: 'open' } })
    expect(await office.database.prisma.broadcast.findUnique({ where: { id } })).toMatchObject({
      state: 'stopped',
      endedWhy: 'no-places',
    })
    expect(await office.report(id)).toMatchObject({ all: { queued: 2, sent: 1 } })
  })

  test('it starts at its time, and in the night nobody is told', async () => {
    const id = await created({})
    const at = new Date(office.clock.now.getTime() + 11 * 60 * 60_000)
    expect(await office.start(id, at)).toMatchObject({ outcome: 'scheduled' })
    await office.work()
    expect(await office.state(id)).toBe('scheduled')
    office.clock.now = at
    await office.work()
    expect(await office.state(id)).toBe('running')
    expect(await office.report(id)).toMatchObject({ all: { queued: 3 } })
    office.later(24 * 60)
    office.clock.now =
      (await office.database.prisma.broadcast.findUniqueOrThrow({ where: { id } })).dueAt ?? office.clock.now
    await office.work()
    expect(await office.state(id)).toBe('finished')
  })

  test('to many only with a second member, who is not its author', async () => {
    const { alone } = rules.broadcast
    rules.broadcast.alone = 2
    try {
      const [author, other] = [randomUUID(), randomUUID()]
      const result = await office.create(office.plan(), author)
      const id = 'id' in result ? result.id : ''
      expect(await office.start(id)).toEqual({ outcome: 'approval-needed', people: 3, alone: 2 })
      expect(await deed((tx) => approveBroadcast(tx, { id, by: author, now: office.clock.now }))).toEqual({
        outcome: 'own',
      })
      expect(await deed((tx) => approveBroadcast(tx, { id, by: other, now: office.clock.now }))).toEqual({
        outcome: 'approved',
      })
      expect(await office.start(id)).toMatchObject({ outcome: 'started' })
      await expect(office.database.prisma.broadcast.update({ where: { id }, data: { texts: {} } })).rejects.toThrow()
    } finally {
      rules.broadcast.alone = alone
    }
  })

  describe('what a command or the key of another system has made', () => {
    const [one, other] = [randomUUID(), randomUUID()]
    const { alone } = rules.broadcast
    beforeEach(() => void (rules.broadcast.alone = 2))
    afterEach(() => void (rules.broadcast.alone = alone))
    const approved = (id: string, by: string) =>
      deed((tx) => approveBroadcast(tx, { id, by, now: office.clock.now })).then(({ outcome }) => outcome)
    const people = { people: 3, alone: 2 }

    test('goes to many only when two people have looked at it', async () => {
      const id = await created({})
      expect(await office.start(id, undefined, one)).toEqual({ outcome: 'approval-needed', ...people })
      expect(await approved(id, one)).toBe('approved')
      expect(await office.start(id, undefined, one)).toEqual({ outcome: 'other-starter-needed', ...people })
      expect(await office.start(id), 'a key is nobody').toEqual({ outcome: 'other-starter-needed', ...people })
      const at = new Date(office.clock.now.getTime() + 60 * 60_000)
      expect(await office.start(id, at, one), 'nor later').toEqual({ outcome: 'other-starter-needed', ...people })
      expect(await office.state(id)).toBe('draft')
      expect(await office.start(id, undefined, other)).toMatchObject({ outcome: 'started' })
      await deed((tx) => stopBroadcast(tx, { id, now: office.clock.now }))
    })

    test('and when they have grown to be many until its time, whoever has set the time can not approve it', async () => {
      const at = new Date(office.clock.now.getTime() + 60 * 60_000)
      rules.broadcast.alone = 3
      const byOne = await created({})
      expect(await office.start(byOne, at, one)).toMatchObject({ outcome: 'scheduled' })
      const byNobody = await created({})
      expect(await office.start(byNobody, at)).toMatchObject({ outcome: 'scheduled' })
      const early = await created({})
      expect(await approved(early, one)).toBe('approved')
      expect(await office.start(early, at, one), 'few are nobody else’s matter').toMatchObject({ outcome: 'scheduled' })
      rules.broadcast.alone = 2
      expect(await approved(byOne, one)).toBe('own')
      expect(await approved(byOne, other)).toBe('approved')
      expect(await approved(byNobody, other), 'one person is not two').toBe('not-possible')
      office.clock.now = at
      await office.work()
      const row = (id: string) => office.database.prisma.broadcast.findUniqueOrThrow({ where: { id } })
      expect(await row(byOne)).toMatchObject({ state: 'finished', people: 3, startedBy: one })
      for (const id of [byNobody, early])
        expect(await row(id)).toMatchObject({ state: 'stopped', endedWhy: 'approval-needed', people: null })
    })
  })

  async function created(more: Parameters<Announcing['plan']>[0]): Promise<string> {
    const result = await office.create(office.plan(more))
    if (result.outcome !== 'created') throw new Error(JSON.stringify(result))
    return result.id
  }
})

/** An offer of a day on which one place is free, until the test is over. */
async function oneFreePlace({ database, clock }: Announcing) {
  const { prisma } = database
  const slot = await prisma.slot.findFirst({
    where: { departmentId: 'ukraine', startsAt: { gt: new Date(clock.now.getTime() + 4 * 86_400_000) } },
    orderBy: { startsAt: 'asc' },
  })
  if (!slot) throw new Error('There is no slot')
  const day = localDay(slot.startsAt)
  const where = { departmentId: 'ukraine', startsAt: { gte: startOfDay(day), lt: startOfDay(addDays(day, 1)) } }
  await prisma.slot.updateMany({ where, data: { state: 'closed' } })
  await prisma.slot.update({ where: { id: slot.id }, data: { state: 'open', capacity: slot.booked + slot.held + 1 } })
  onTestFinished(async () => {
    await prisma.slot.updateMany({ where, data: { state: 'open' } })
    await prisma.slot.update({ where: { id: slot.id }, data: { capacity: slot.capacity } })
  })
  return { departmentId: 'ukraine', firstDay: day, lastDay: day }
}
