import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Sent } from '#channels/channel.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { eventually } from '../web/eventually.ts'
import { sendingOffice } from './sending-office.ts'

let database: FreshDatabase
let office: ReturnType<typeof sendingOffice>
beforeAll(async () => {
  database = await freshDatabase()
  office = sendingOffice(database)
})
afterAll(() => database.close())

/** A conversation whose messages belong to a broadcast. */
async function toMany(status: 'queued' | 'sending'): Promise<string> {
  const conversationId = await office.says()
  await database.prisma.message.updateMany({ where: { conversationId }, data: { recipientId: 1n, status } })
  return conversationId
}

async function sends(answer: Sent): Promise<string[]> {
  const tried: string[] = []
  const sending = office.opens(async ({ conversationId }) => {
    tried.push(conversationId)
    return answer
  })
  onTestFinished(sending.stop)
  return tried
}

test('what goes to many and may have arrived is not sent again', async () => {
  const conversationId = await toMany('queued')
  const tried = await sends({ outcome: 'later', isUnsure: true })
  await eventually(async () => new Set(await office.statuses(conversationId))).toEqual(new Set(['unknown']))
  expect(tried).toHaveLength((await office.statuses(conversationId)).length)
})

test('what goes to many and was on its way in a process that died is not sent again', async () => {
  const conversationId = await toMany('sending')
  const tried = await sends({ outcome: 'delivered' })
  await eventually(async () => new Set(await office.statuses(conversationId))).toEqual(new Set(['unknown']))
  expect(tried).toEqual([])
})
