import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addContact } from '#notices/contacts/add-contact.ts'
import { erasePerson } from '#privacy/erase-person.ts'
import { retain } from '#privacy/retain.ts'
import { newsOffice } from '../stories/news-office.ts'
import { openOfficeOn } from '../stories/open-office.ts'

let office: Awaited<ReturnType<typeof openOfficeOn>>
let desk: ReturnType<typeof newsOffice>
beforeAll(async () => {
  office = await openOfficeOn('webchat')
  desk = newsOffice(office)
})
afterAll(() => office.close())

const day = 24 * 60 * 60 * 1000

/** Somebody with an appointment, a confirmed address and a browser. */
async function reachable() {
  const { database, keys, clock } = office
  const card = await desk.booked(await desk.visit('de'))
  const { conversationId } = await database.prisma.appointment.findUniqueOrThrow({ where: { id: card.id } })
  const adding = { conversationId: conversationId ?? '', language: 'de', now: clock.now }
  const name = randomUUID()
  await database.transaction((tx) => addContact(tx, keys, { ...adding, kind: 'email', value: `${name}@example.org` }))
  await database.transaction((tx) => addContact(tx, keys, { ...adding, kind: 'push', value: '{}', name }))
  await database.prisma.contact.updateMany({
    where: { conversationId: conversationId ?? '' },
    data: { confirmedAt: clock.now },
  })
  const known = await database.prisma.contact.findMany({ where: { conversationId: conversationId ?? '' } })
  return {
    card,
    conversationId: conversationId ?? '',
    left: async () => ({
      contacts: await database.prisma.contact.count({ where: { conversationId: conversationId ?? '' } }),
      keys: await database.prisma.dataKey.count({ where: { id: { in: known.map(({ dataKeyId }) => dataKeyId) } } }),
    }),
  }
}

it('forgets address and browser with the person, and their keys, so that backups can’t be read either', async () => {
  const { card, left } = await reachable()
  expect(await left()).toEqual({ contacts: 2, keys: 2 })
  await office.database.transaction((tx) => erasePerson(tx, { code: card.key, now: office.clock.now }))
  expect(await left()).toEqual({ contacts: 0, keys: 0 })
})

it('keeps them as long as the appointment is somebody’s, and not longer', async () => {
  const { card, left } = await reachable()
  const endsAt = Date.parse(card.endsAt)
  await retain(office.database, { now: new Date(endsAt + 13 * day) })
  expect(await left()).toEqual({ contacts: 2, keys: 2 })
  await retain(office.database, { now: new Date(endsAt + 14 * day + 60_000) })
  expect(await left()).toEqual({ contacts: 0, keys: 0 })
})

it('keeps them as long as a lot can be drawn, also without an appointment', async () => {
  const { card, conversationId, left } = await reachable()
  const { prisma } = office.database
  await prisma.appointment.update({ where: { id: card.id }, data: { conversationId: null } })
  const draw = await prisma.draw.create({
    data: {
      id: randomUUID(),
      departmentId: 'asylum',
      locationId: 'neuss',
      serviceId: (await prisma.service.findFirstOrThrow({ where: { departmentId: 'asylum' } })).id,
      slotIds: [1],
      opensAt: office.clock.now,
      closesAt: new Date(office.clock.now.getTime() + 5 * day),
      drawsAt: new Date(office.clock.now.getTime() + 6 * day),
      holdHours: 24,
      commitment: Buffer.alloc(32),
      sealedSeed: Buffer.alloc(32),
      createdAt: office.clock.now,
    },
  })
  const entered = { people: 1, language: 'de', enteredAt: office.clock.now, slotIds: [] }
  const lot = await prisma.lot.create({
    data: { ...entered, id: randomUUID(), drawId: draw.id, number: 'BCDF-2345', conversationId },
  })
  const now = new Date(office.clock.now.getTime() + 4 * day)
  await retain(office.database, { now })
  expect(await left()).toEqual({ contacts: 2, keys: 2 })
  await prisma.lot.update({ where: { id: lot.id }, data: { state: 'withdrawn' } })
  await retain(office.database, { now })
  expect(await left()).toEqual({ contacts: 0, keys: 0 })
})

it('keeps neither address nor endpoint in the clear', async () => {
  await reachable()
  const rows = await office.database.prisma.contact.findMany()
  const stored = JSON.stringify(rows.map((row) => ({ ...row, sealed: Buffer.from(row.sealed).toString('latin1') })))
  expect(stored).not.toContain('example.org')
})
