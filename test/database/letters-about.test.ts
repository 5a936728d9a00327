import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from './fresh-database.ts'

let database: FreshDatabase
let contactId: string
beforeAll(async () => {
  database = await freshDatabase()
  const { prisma } = database
  await prisma.conversation.create({ data: { id: 'talk', channel: 'webchat', address: 'dl_1' } })
  const { id: dataKeyId } = await prisma.dataKey.create({ data: { id: randomUUID(), wrapped: Buffer.alloc(1) } })
  const sealed = { sealed: Buffer.alloc(1), fingerprint: Buffer.alloc(1), dataKeyId }
  const contact = { id: randomUUID(), conversationId: 'talk', kind: 'email', language: 'de', createdAt: at(0) } as const
  ;({ id: contactId } = await prisma.contact.create({ data: { ...contact, ...sealed } }))
})
afterAll(() => database.close())

const at = (seconds: number) => new Date(Date.parse('2026-11-29T10:00:00Z') + seconds * 1000)

async function written(sequence: number, createdAt: Date): Promise<string> {
  const range = { firstSequence: sequence, lastSequence: sequence }
  const data = { id: randomUUID(), contactId, createdAt, nextAt: createdAt, ...range }
  return (await database.prisma.contactDelivery.create({ data })).id
}

async function says(sequence: number, createdAt: Date, of: { offerId?: string; lotId?: string } = {}): Promise<void> {
  const message = { conversationId: 'talk', sequence, direction: 'sent', status: 'delivered' } as const
  await database.prisma.message.create({ data: { ...message, body: Buffer.alloc(1), createdAt, ...of } })
}

test('letters that were written before know the log they tell, and those whose address was carried here tell nothing of this one', async () => {
  await says(1, at(0.003))
  await says(2, at(7200))
  await says(3, at(10), { offerId: randomUUID(), lotId: randomUUID() })
  const [known, carried, ended] = [await written(1, at(0)), await written(2, at(0)), await written(3, at(10))]
  await fillsIn()
  const found = await database.prisma.contactDelivery.findMany({
    select: { id: true, conversationId: true, offerId: true, lotId: true },
  })
  const nothing = { offerId: null, lotId: null }
  expect(new Set(found)).toEqual(
    new Set([
      { id: known, conversationId: 'talk', ...nothing },
      { id: carried, conversationId: null, ...nothing },
      { id: ended, conversationId: 'talk', ...nothing },
    ]),
  )
})

/** What the migration does with the rows that there are. */
async function fillsIn(): Promise<void> {
  const path = new URL('../../prisma/migrations/20261130010000_letters_about/migration.sql', import.meta.url)
  const [, update = ''] = /^(UPDATE [^]+;)$/m.exec(await readFile(path, 'utf8')) ?? []
  const client = new pg.Client(database.connectionString)
  await client.connect()
  await client.query(update).finally(() => client.end())
}
