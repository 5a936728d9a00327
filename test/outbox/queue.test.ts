import { afterAll, beforeAll, expect, it } from 'vitest'
import { claim, findNext, findWaiting, finish, giveUpOn, putBack } from '#outbox/queue.ts'
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.ts'
import { sendingOffice } from './sending-office.ts'

let database: FreshDatabase
let office: ReturnType<typeof sendingOffice>
beforeAll(async () => {
  database = await freshDatabase()
  office = sendingOffice(database)
})
afterAll(() => database.close())

const at = (conversationId: string) => ({ conversationId, now: new Date(), isNight: false })
const place = (conversationId: string, sequence: number) => ({ conversationId, sequence, last: sequence })

it('hands out the first message of a conversation, and the next one when that is finished', async () => {
  const id = await office.says('Hilfe')
  const first = await findNext(database, at(id))
  expect(first?.sequence).toBe(1)
  expect(await claim(database, place(id, 1), new Date())).toBe(true)
  // Somebody is sending it: what comes after it waits.
  expect(await findNext(database, at(id))).toBeUndefined()
  await finish(database, place(id, 1), { status: 'delivered', externalId: '9' })
  expect((await findNext(database, at(id)))?.sequence).toBe(2)
})

it('gives a message to one who claims it, and back to everybody when it was put back', async () => {
  const id = await office.says()
  const [one, other] = [new Date(1_000), new Date(2_000)]
  expect(await claim(database, place(id, 1), one)).toBe(true)
  expect(await claim(database, place(id, 1), other)).toBe(false)
  // Whoever did not hear that it was theirs asks again.
  expect(await claim(database, place(id, 1), one)).toBe(true)
  await putBack(database, place(id, 1))
  expect(await claim(database, place(id, 1), other)).toBe(true)
})

it('ends everything that waits for somebody who can’t be reached', async () => {
  const id = await office.says('Hilfe')
  await claim(database, place(id, 1), new Date())
  await giveUpOn(database, id)
  expect(await office.statuses(id)).toEqual(['unreachable', 'unreachable'])
  expect(await findNext(database, at(id))).toBeUndefined()
  expect((await findWaiting(database, 'telegram')).map(({ conversationId }) => conversationId)).not.toContain(id)
})

it('shows who waits for an answer before who gets news, and then who waits longest', async () => {
  await database.query({ name: 'test-done', text: "UPDATE message SET status = 'delivered'", values: [] })
  const [news, first, second] = [await office.says(), await office.says(), await office.says()]
  await database.query({
    name: 'test-news',
    text: 'UPDATE message SET priority = 1 WHERE conversation_id = $1',
    values: [news],
  })
  const waiting = await findWaiting(database, 'telegram')
  expect(waiting).toEqual([
    { conversationId: first, priority: 0 },
    { conversationId: second, priority: 0 },
    { conversationId: news, priority: 1 },
  ])
  expect(await findWaiting(database, 'webchat')).toEqual([])
})
