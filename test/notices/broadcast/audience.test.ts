import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countAudience } from '#notices/broadcast/audience.ts'
import type { Audience } from '#notices/broadcast/broadcast.ts'
import { somebody } from '../../stories/news-office.ts'
import { announcingOffice } from './announcing-office.ts'

let office: Awaited<ReturnType<typeof announcingOffice>>
let booked: {
  departmentId: string
  serviceId: string
  locationId: string
  startsAt: Date
  conversationId: string | null
}

/** Ukrainian with an appointment, German who waits for any service of another department, Turkish who only said hello. */
beforeAll(async () => {
  office = await announcingOffice()
  const [ukrainian, german] = [await office.visitor('uk'), await office.visitor('de')]
  await office.visitor('tr')
  await ukrainian.books(somebody())
  const { prisma } = office.database
  booked = await prisma.appointment.findFirstOrThrow({ where: { state: 'booked' } })
  const { id: conversationId } = await prisma.conversation.findFirstOrThrow({ where: { language: 'de' } })
  await prisma.subscription.create({ data: { id: randomUUID(), conversationId, departmentId: 'ukraine' } })
  await german.listens()
  await office.stays()
})
afterAll(() => office.close())

const cases: [string, () => Audience, string[]][] = [
  ['everybody', () => ({ group: 'everybody' }), ['de', 'tr', 'uk']],
  ['by language', () => ({ group: 'everybody', languages: ['tr', 'fr'] }), ['tr']],
  ['by channel', () => ({ group: 'everybody', channels: ['telegram'] }), []],
  [
    'of a department, by appointment or wish',
    () => ({ group: 'everybody', departmentIds: ['ukraine', booked.departmentId] }),
    ['de', 'uk'],
  ],
  [
    'of a service',
    () => ({ group: 'everybody', serviceIds: [booked.serviceId], departmentIds: [booked.departmentId] }),
    ['uk'],
  ],
  ['with a later appointment', () => ({ group: 'later', locationIds: [booked.locationId] }), ['uk']],
  ['with an appointment after a day', () => ({ group: 'later', after: '2100-01-01' }), []],
  ['with a later appointment elsewhere', () => ({ group: 'later', departmentIds: ['nowhere'] }), []],
  ['waiting', () => ({ group: 'waiting' }), ['de']],
  [
    'waiting for any service of a department',
    () => ({ group: 'waiting', departmentIds: ['ukraine'], serviceIds: ['whatever'] }),
    ['de'],
  ],
  ['waiting elsewhere', () => ({ group: 'waiting', departmentIds: [booked.departmentId] }), []],
]

test.each(cases)('people are found: %s', async (_, audience, languages) => {
  const { database, clock } = office
  const crowds = await database.transaction((tx) => countAudience(tx, { audience: audience(), now: clock.now }))
  expect(crowds.map(({ language }) => language).toSorted()).toEqual(languages)
  for (const { people, told } of crowds) expect([people, told]).toEqual([1, 1])
})

test('a further conversation without an appointment is not among them', async () => {
  const { database, clock } = office
  const again = await office.visitor('uk')
  await again.listens()
  const audience = { group: 'later' as const }
  const crowds = await database.transaction((tx) => countAudience(tx, { audience, now: clock.now }))
  expect(crowds).toMatchObject([{ language: 'uk', people: 1 }])
})
