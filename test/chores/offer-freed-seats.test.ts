import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { subscribe } from '#appointments/subscribe.ts'
import { startChores } from '#chores/start-chores.ts'
import { readConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { newsOffice } from '../stories/news-office.ts'
import { openOfficeOn } from '../stories/open-office.ts'

/** A Monday morning in working hours. */
const monday = new Date('2026-11-23T09:00:00Z')

let office: Awaited<ReturnType<typeof openOfficeOn>>
const lines: { event: string }[] = []
beforeAll(async () => {
  office = await openOfficeOn('webchat', undefined, { now: monday })
  office.clock.now = monday
})
afterAll(() => office.close())

test('four workers wake up by themselves when a time is freed, and ask one person once', async () => {
  const { database, conversations, clock } = office
  const { prisma } = database
  const news = newsOffice(office)
  const [giving, first, second] = [await news.visit(), await news.visit(), await news.visit()]
  await giving.arrives()
  await giving.taps(giving.t('menu.book'))
  await giving.goesTo('day')
  const chosen = giving.choices.filter(({ day }) => day !== undefined)[5]
  if (!chosen) throw new Error('There are too few free days')
  await giving.presses(chosen)
  await giving.goesTo('confirm')
  await giving.tapsFirst()
  await first.arrives()
  await second.arrives()
  const { departmentId, serviceId, conversationId, code } = await prisma.appointment.findFirstOrThrow()
  const waiters = await prisma.conversation.findMany({
    where: { id: { not: conversationId ?? '' } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { id } of waiters)
    await subscribe(database, { conversationId: id, departmentId, serviceId, noticeMinutes: 60 })
  await prisma.conversation.updateMany({ data: { lastOpenAt: clock.now } })
  const log = createLog(readConfig({}), { write: (line) => lines.push(JSON.parse(line)) })
  const workers = Array.from({ length: 4 }, () => startChores({ database, conversations, log, now: () => clock.now }))
  try {
    await cancel(database, { conversationId: conversationId ?? '', code, now: clock.now })
    await expect.poll(() => prisma.offer.count({ where: { toldAt: { not: null } } }), { timeout: 20_000 }).toBe(1)
  } finally {
    await Promise.all(workers.map((stop) => stop()))
  }
  expect(await prisma.offer.findMany()).toMatchObject([{ conversationId: waiters[0]?.id, state: 'offered' }])
  await first.listens()
  expect(first.heard.filter(({ step }) => step === 'offer')).toHaveLength(1)
  first.isAsked('offer')
  await second.listens()
  expect(second.step).toBe('menu')
  expect(lines.filter(({ event }) => event.endsWith('-failed'))).toEqual([])
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})
