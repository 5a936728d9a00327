import { afterAll, beforeAll, expect, test } from 'vitest'
import { rules } from '#appointments/rules.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

let desk: OpenDesk
const { alone } = rules.broadcast
beforeAll(async () => {
  desk = await openDesk()
  rules.broadcast.alone = 0
})
afterAll(async () => {
  rules.broadcast.alone = alone
  await desk.close()
})

test('what a key has made one person approves and another one starts, and whoever can not reads why', async () => {
  const { conversations } = desk.desk
  const { conversationId } = await conversations.create({ channel: 'webchat', address: 'a' })
  const address = { channel: 'webchat' as const, conversationId }
  await conversations.receive({ address, key: 'joined', act: { kind: 'joined', language: 'de' } })
  const lastOpenAt = new Date(desk.clock.now.getTime() + 86_400_000)
  await desk.database.prisma.conversation.updateMany({ data: { lastOpenAt } })

  const key = await desk.givesKey(['broadcasts:write'])
  const draft = { title: 'Freie Termine', offer: { departmentId: 'ukraine' }, audience: { group: 'everybody' } }
  const { status, body } = await desk.asks('POST', '/broadcasts', key.headers, draft)
  expect(status).toBe(200)
  const start = `/broadcasts/${body.id}/start`
  const [one, other] = [await desk.hires('manager'), await desk.hires('manager')]
  expect(await one.sends('POST', `/broadcasts/${body.id}/approve`)).toMatchObject({ status: 200 })
  for (const [language, sentence] of [
    ['de', 'Es geht an 1 Menschen, und kein Mensch hat es angelegt, sondern ein Programm.'],
    ['en', 'It goes to 1 people, and it was made by a program, not by a person.'],
  ]) {
    const refused = await one.sends('POST', start, {}, { 'accept-language': language })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'other-starter-needed' } } })
    expect(refused.body.error.message).toContain(sentence)
  }
  expect(await desk.asks('POST', start, key.headers, {}), 'a key is nobody').toMatchObject({ status: 409 })
  expect(await other.sends('POST', start)).toMatchObject({ status: 200, body: { people: 1 } })
  const shown = await other.gets(`/broadcasts/${body.id}`)
  expect(shown.body).toMatchObject({ state: 'running', createdBy: null, approvedBy: one.id, startedBy: other.id })
})
