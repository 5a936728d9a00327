import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newsOffice } from './news-office.ts'
import { openOfficeOn } from './open-office.ts'
import { person } from './person.ts'
import { talkLine } from './talk-line.ts'

let office: Awaited<ReturnType<typeof openOfficeOn>>
let desk: ReturnType<typeof newsOffice>
let today: Date
beforeAll(async () => {
  const reach = { publicUrl: 'https://termine.example.de', telegramBot: () => 'neuss_termin_bot' }
  office = await openOfficeOn('webchat', undefined, { reach })
  desk = newsOffice(office)
  today = office.clock.now
})
beforeEach(() => {
  office.clock.now = today
})
afterAll(() => office.close())

const visit = async (where: Parameters<typeof talkLine>[1]) => {
  const line = await talkLine(office, { language: 'de', ...where })
  return { line, ...person(line, 'de'), self: person(line, 'de') }
}

/** The link that leads from one channel to the other. */
async function linkFrom(user: ReturnType<typeof person>): Promise<string> {
  await user.taps(user.t('menu.telegram'))
  const url = /https:\S+/.exec(user.heard.map(({ text }) => text).join('\n'))?.[0] ?? ''
  return new URL(url).searchParams.get('start') ?? ''
}

async function heardBy(...users: ReturnType<typeof person>[]): Promise<string[]> {
  for (const user of users) await user.listens()
  return users.map(({ heard }) => heard.map(({ text }) => text).join('\n'))
}

it('tells the person where they went on, and where they came from once nobody can write there any more', async () => {
  const { self: web } = await visit({ channel: 'webchat' })
  await web.listens()
  const card = await web.books({ name: 'Nina Weiter', birthday: '02.03.1985' })
  const { self: there, line } = await visit({ link: await linkFrom(web) })
  await heardBy(web, there)
  const id = await desk.now(card.code.replace('-', ''))
  desk.near(card)
  await desk.calls(id)
  await desk.work()
  const called = web.t('news.called', { room: '2.14', code: card.code })
  expect(await heardBy(web, there)).toEqual(['', called])
  await office.database.prisma.conversation.update({ where: { id: line.conversationId }, data: { reachable: false } })
  await office.database.prisma.notice.updateMany({ data: { outcome: null, toldAt: null } })
  await office.database.prisma.inbox.deleteMany()
  await desk.work()
  expect(await heardBy(web, there)).toEqual([called, ''])
})

it('tells nothing to a helper who opened the appointment with its code, wherever the helper goes on', async () => {
  const { self: owner } = await visit({ channel: 'webchat' })
  await owner.listens()
  const card = await owner.books({ name: 'Olga Selbst', birthday: '03.04.1985' })
  const { self: helper } = await visit({ channel: 'webchat' })
  await helper.listens()
  await helper.taps(helper.t('menu.code'))
  await helper.says(card.code)
  await helper.says('03.04.1985')
  helper.sees(card.code)
  const { self: there } = await visit({ link: await linkFrom(helper) })
  await heardBy(owner, helper, there)
  await desk.moves(await desk.now(card.code.replace('-', '')))
  await desk.work()
  const [news, ...others] = await heardBy(owner, helper, there)
  expect(news).toContain(owner.t('step.moved.ask', { when: '' }).slice(0, 20))
  expect(others).toEqual(['', ''])
})
