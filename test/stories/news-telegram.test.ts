import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { writeWhen } from '#conversation/when.ts'
import { loadTexts } from '#texts.ts'
import { newsOffice } from './news-office.ts'
import { openOfficeOn } from './open-office.ts'
import { publicUrl, telegramVisitor } from './telegram-visitor.ts'

const t = loadTexts()('de')
const matter = /asyl|schutz|ukrain/i

let office: Awaited<ReturnType<typeof openOfficeOn>>
let desk: ReturnType<typeof newsOffice>
let today: Date
beforeAll(async () => {
  office = await openOfficeOn('telegram', undefined, { reach: { publicUrl, privateForms: ['telegram'] } })
  desk = newsOffice(office)
  today = office.clock.now
})
beforeEach(() => {
  office.clock.now = today
})
afterAll(() => office.close())

let birthdays = 0

/** Somebody who has an appointment about asylum, and looks at what comes to the phone from now on. */
async function visitor() {
  const self = telegramVisitor(office, 'de')
  await self.says('/start')
  await self.books(`1${birthdays++}.11.1977`, 'department:asylum')
  const booked = await office.database.prisma.appointment.findFirstOrThrow({
    where: { conversation: { address: String(self.user.id) }, state: 'booked' },
  })
  const code = `${booked.code.slice(0, 4)}-${booked.code.slice(4)}`
  return { ...self, booked, code }
}

it('lets the phone ring when somebody is called in, with the room before everything else and no matter named', async () => {
  const user = await visitor()
  await user.goesToPage('department:general')
  const asked = user.last()
  office.clock.now = new Date(user.booked.startsAt)
  await desk.calls(user.booked.id)
  await desk.work()
  await user.settle()
  expect(user.last().id).not.toBe(asked.id)
  expect(user.last().text.startsWith(t('news.called', { room: '2.14', code: user.code }))).toBe(true)
  expect(user.last().text).not.toMatch(matter)
  expect(asked.text, 'what was asked still stands there').toContain(t('form.applicant', { minutes: 15 }))
  expect(user.buttons().some(({ url }) => url?.includes('/f/'))).toBe(true)
})

it('is not told when Telegram refuses it at sending', async () => {
  const user = await visitor()
  office.fake!.chatOf(user.user.id).isBlocked = true
  await desk.moves(user.booked.id)
  await desk.work()
  const { id } = await office.database.prisma.appointment.findFirstOrThrow({ where: { movedFromId: user.booked.id } })
  await expect.poll(() => desk.outcomes(id)).toEqual(['unreachable'])
})

it('shows where the office moved an appointment to, with a new check-in code, the choice below it and no matter named', async () => {
  const user = await visitor()
  const before = user.user.sees.length
  const to = await desk.moves(user.booked.id)
  await desk.work()
  await user.settle()
  expect(user.user.sees).toHaveLength(before + 1)
  expect(user.last().photo).toBeDefined()
  expect(user.last().text).toContain(t('news.moved', { from: writeWhen(user.booked.startsAt, 'de') }))
  expect(user.last().text).toContain(writeWhen(to, 'de'))
  expect(user.last().text).not.toMatch(matter)
  const labels = user.buttons().map(({ text }) => text)
  for (const key of ['keep', 'other', 'cancel'] as const) expect(labels).toContain(t(`step.moved.${key}`))
})

it('says that the office cancelled, and offers other times below it', async () => {
  const user = await visitor()
  const before = user.user.sees.length
  await desk.cancels(user.booked.id)
  desk.later(30_000)
  await desk.work()
  await user.settle()
  const news = user.user.sees.slice(before)
  expect(news.map(({ text }) => text)).toEqual([
    t('news.cancelled', { when: writeWhen(user.booked.startsAt, 'de') }),
    t('step.cancelled.ask'),
  ])
  expect(news.every(({ text }) => !matter.test(text))).toBe(true)
  expect(user.buttons().filter(({ callback_data: data }) => data?.startsWith('cancelled:at-'))).toHaveLength(3)
})
