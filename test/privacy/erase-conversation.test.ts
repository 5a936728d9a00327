import { afterAll, beforeAll, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { check } from '#appointments/check.ts'
import { hold } from '#appointments/hold.ts'
import { openWithCode } from '#appointments/open.ts'
import { subscribe } from '#appointments/subscribe.ts'
import { eraseConversation } from '#privacy/erase-conversation.ts'
import { encrypt } from '#privacy/encrypt.ts'
import { newDataKey } from '#privacy/keys.ts'
import { at, furnish, keys, newcomers, now, oneUnit, seats, someone } from '../appointments/small-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
let erased: string
let other: string
beforeAll(async () => {
  database = await freshDatabase()
  await furnish(database)
  ;[erased = '', other = ''] = await newcomers(database, 2)
  for (const [conversationId, time] of [
    [erased, '09:00'],
    [other, '09:20'],
  ] as const) {
    const { id: dataKeyId, wrapped, key } = newDataKey(keys)
    await database.prisma.dataKey.create({ data: { id: dataKeyId, wrapped: new Uint8Array(wrapped) } })
    await database.prisma.conversation.update({
      where: { id: conversationId },
      data: {
        dataKeyId,
        language: 'uk',
        lastOpenAt: now,
        noticesOffAt: now,
        answers: new Uint8Array(encrypt(key, '{}', `conversation.answers.${conversationId}`)),
      },
    })
    await database.prisma.message.create({
      data: {
        conversationId,
        sequence: 1,
        direction: 'received',
        status: 'delivered',
        body: new Uint8Array([1]),
        createdAt: now,
      },
    })
    await database.prisma.inbox.create({ data: { channel: 'webchat', key: `${conversationId}:1` } })
    const mine = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
    if (mine.outcome !== 'held') throw new Error('The time is taken')
    const booked = await book(database, keys, { ...someone(conversationId), holdId: mine.hold.id })
    if (booked.outcome !== 'booked') throw new Error('Not booked')
    await subscribe(database, { conversationId, departmentId: 'general' })
    const { code } = booked.appointment
    const helper = conversationId === erased ? other : erased
    await openWithCode(database, keys, { conversationId: helper, code, dateOfBirth: '1990-05-17', now })
    await openWithCode(database, keys, { conversationId, code: 'wrong', dateOfBirth: '1990-05-17', now })
  }
  await hold(database, { ...oneUnit, conversationId: erased, startsAt: at('10:00'), now })
})
afterAll(() => database.close())

test('erasing gives the times back and leaves no trace of the person, and everything of the others', async () => {
  const update = {
    name: 'test-inbox',
    text: 'INSERT INTO inbox (channel, key) VALUES ($1, $2)',
    values: ['webchat', `${erased}:2`],
  }
  const result = await database.transaction(async (tx) => {
    await tx.query(update)
    return eraseConversation(tx, { conversationId: erased, now })
  })
  expect(result).toEqual({ cancelled: 1 })
  expect(await seats(database, '09:00'), 'kept for the waitlist').toEqual({ booked: 0, held: 1 })
  expect(await seats(database, '10:00')).toEqual({ booked: 0, held: 0 })
  expect(await seats(database, '09:20')).toEqual({ booked: 1, held: 0 })
  expect(await check(database)).toEqual({ ok: true, findings: [] })

  const { prisma } = database
  expect(await prisma.conversation.findUnique({ where: { id: erased } })).toMatchObject({
    channel: 'webchat',
    answers: null,
    language: null,
    dataKeyId: null,
    lastOpenAt: null,
    noticesOffAt: now,
  })
  const counts = {
    applicants: await prisma.applicant.count(),
    keys: await prisma.dataKey.count(),
    messages: await prisma.message.count(),
    subscriptions: await prisma.subscription.count(),
    opened: await prisma.appointmentAccess.count(),
    failures: await prisma.failedOpening.count(),
  }
  expect(counts).toEqual({ applicants: 1, keys: 2, messages: 1, subscriptions: 1, opened: 0, failures: 1 })
  expect(await prisma.appointment.findMany({ where: { startsAt: at('09:00') } })).toMatchObject([
    { state: 'cancelled_by_applicant', identity: null, applicantId: null, conversationId: null },
  ])
  const keysLeft = (await prisma.inbox.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)
  expect(keysLeft.toSorted(), 'the erasing update itself must not happen again').toEqual(
    [`${erased}:2`, `${other}:1`].toSorted(),
  )
})

test('erasing an erased conversation does no harm', async () => {
  expect(await database.transaction((tx) => eraseConversation(tx, { conversationId: erased, now }))).toEqual({
    cancelled: 0,
  })
})
