import { afterAll, beforeAll, expect, it } from 'vitest'
import { subscribe } from '#appointments/subscribe.ts'
import { carryWishes } from '#appointments/waitlist/carry-wishes.ts'
import { wishesOf } from '#appointments/waitlist/wishes-of.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { freed, offersOf, passAllOn } from './waiting.ts'
import { clear, furnish, newcomer } from '../small-office.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await clear(database)
  await furnish(database)
})
afterAll(() => database.close())

it('what somebody waits for, and is being offered, goes along to another conversation; one wish per department stays', async () => {
  const [from, to] = [await newcomer(database, 'telegram'), await newcomer(database, 'telegram')]
  const wish = { serviceId: 'general-1', departmentId: 'general', noticeMinutes: 60 }
  await subscribe(database, { ...wish, conversationId: from })
  await subscribe(database, { ...wish, conversationId: from, departmentId: 'asylum', serviceId: 'asylum-1' })
  const { id } = await subscribe(database, {
    ...wish,
    conversationId: to,
    departmentId: 'asylum',
    serviceId: 'asylum-2',
  })
  await freed(database)
  await passAllOn(database)
  await database.transaction((tx) => carryWishes(tx, { from, to }))
  expect(await wishesOf(database, { conversationId: from })).toEqual([])
  expect(await wishesOf(database, { conversationId: to })).toMatchObject([{ departmentId: 'general' }, { id }])
  expect(await offersOf(database)).toMatchObject([{ conversationId: to, state: 'offered' }])
})
