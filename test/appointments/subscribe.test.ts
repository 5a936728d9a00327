import { afterAll, beforeAll, expect, test } from 'vitest'
import { subscribe } from '#appointments/subscribe.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { newcomer } from './small-office.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

test('the same wish twice is one wish, another one is another', async () => {
  const wish = { conversationId: await newcomer(database), departmentId: 'general', until: '2026-12-24' }
  const first = await subscribe(database, wish)
  expect(await subscribe(database, wish)).toEqual(first)
  expect(await subscribe(database, { ...wish, locationId: 'neuss' })).not.toEqual(first)
  expect(await database.prisma.subscription.count()).toBe(2)
})
