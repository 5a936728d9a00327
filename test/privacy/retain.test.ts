import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { finish } from '#appointments/attendance/finish.ts'
import { note } from '#appointments/attendance/note.ts'
import { recordNoShow } from '#appointments/attendance/record-no-show.ts'
import { sayWhetherSeen } from '#appointments/attendance/say-whether-seen.ts'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { moveAtDesk } from '#appointments/desk/move-at-desk.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { move } from '#appointments/move.ts'
import { openWithCode } from '#appointments/open.ts'
import { subscribe } from '#appointments/subscribe.ts'
import { newDataKey } from '#privacy/keys.ts'
import { retain } from '#privacy/retain.ts'
import {
  at,
  clear,
  firstDay,
  furnish,
  keys,
  newcomer,
  now,
  oneUnit,
  runOut,
  someone,
} from '../appointments/small-office.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  await clear(database)
  await furnish(database)
})
afterAll(() => database.close())

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour
const after = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds)

test('what was said, and the keys of updates, are there for 48 hours and then gone', async () => {
  const conversationId = await talk()
  await database.prisma.inbox.create({ data: { channel: 'webchat', key: 'update', receivedAt: now } })
  const counts = async () => [
    await database.prisma.message.count(),
    await database.prisma.inbox.count(),
    await database.prisma.dataKey.count(),
  ]
  await retain(database, { now: after(now, 48 * hour - minute) })
  expect(await counts()).toEqual([1, 1, 1])
  expect(await retain(database, { now: after(now, 48 * hour + minute) })).toMatchObject({
    updates: 1,
    messages: 1,
    talks: 1,
  })
  expect(await counts(), 'the key that opens its backups is gone too').toEqual([0, 0, 0])
  expect(await database.prisma.conversation.findUnique({ where: { id: conversationId } })).toMatchObject({
    answers: null,
    dataKeyId: null,
  })
})

test('a talk that goes on keeps its answers, though its first messages are gone', async () => {
  const conversationId = await talk()
  await say(conversationId, 2, after(now, 40 * hour))
  await retain(database, { now: after(now, 50 * hour) })
  expect(await database.prisma.message.findMany()).toMatchObject([{ sequence: 2 }])
  expect(await database.prisma.conversation.findUnique({ where: { id: conversationId } })).toMatchObject({
    answers: expect.anything(),
    dataKeyId: expect.anything(),
  })
})

test('a wrong code is remembered for 48 hours', async () => {
  const conversationId = await newcomer(database)
  await openWithCode(database, keys, { conversationId, code: 'wrong', dateOfBirth: '1990-05-17', now })
  const [failure] = await database.prisma.failedOpening.findMany()
  const failed = failure?.at ?? now
  expect(await retain(database, { now: after(failed, 48 * hour - minute) })).toMatchObject({ openings: 0 })
  expect(await retain(database, { now: after(failed, 48 * hour + minute) })).toMatchObject({ openings: 1 })
})

test('who came is forgotten 14 days after the visit, the visit itself stays as a number', async () => {
  const { startsAt, endsAt } = await booked()
  expect(await retain(database, { now: after(endsAt, 14 * day - minute) })).toMatchObject({ persons: 0 })
  expect(await named()).toEqual({ applicants: 1, keys: 1, identities: 1 })
  expect(await retain(database, { now: after(endsAt, 14 * day + minute) })).toMatchObject({ persons: 1 })
  expect(await named()).toEqual({ applicants: 0, keys: 0, identities: 0 })
  expect(await database.prisma.appointment.findMany()).toMatchObject([
    { startsAt, state: 'booked', people: 1, identity: null, applicantId: null, conversationId: null },
  ])
})

test('a visit that was cancelled or moved keeps nobody longer than the last of their visits', async () => {
  const moved = await booked()
  const other = await held(moved.conversationId, '10:40')
  await move(database, { conversationId: moved.conversationId, holdId: other.id, code: moved.code, now })
  const cancelled = await booked('09:20')
  await cancel(database, { conversationId: cancelled.conversationId, code: cancelled.code, now })
  await retain(database, { now: after(cancelled.endsAt, 14 * day + minute) })
  expect(await named(), 'only who moved to 10:40 is still known, by both rows').toEqual({
    applicants: 1,
    keys: 1,
    identities: 2,
  })
  await retain(database, { now: after(other.endsAt, 14 * day + minute) })
  expect(await named()).toEqual({ applicants: 0, keys: 0, identities: 0 })
})

test('whoever helped by opening an appointment with its code has no access to it any more either', async () => {
  const { code, endsAt } = await booked()
  const helper = await newcomer(database)
  await openWithCode(database, keys, { conversationId: helper, code, dateOfBirth: '1990-05-17', now })
  expect(await database.prisma.appointmentAccess.count()).toBe(1)
  await retain(database, { now: after(endsAt, 14 * day + minute) })
  expect(await database.prisma.appointmentAccess.count()).toBe(0)
})

test('a reserved time is never taken away: only its own clock ends it', async () => {
  const conversationId = await newcomer(database)
  await held(conversationId, '09:00')
  await runOut(database, conversationId)
  await retain(database, { now: after(new Date(), 30 * day) })
  expect(await database.prisma.hold.count()).toBe(1)
})

test('a conversation that was never more than a greeting is gone after a week', async () => {
  await talk()
  expect(await retain(database, { now: after(now, 7 * day - minute) })).toMatchObject({ conversations: 0 })
  expect(await retain(database, { now: after(now, 7 * day + minute) })).toMatchObject({ conversations: 1 })
  expect(await database.prisma.conversation.count()).toBe(0)
  expect(await database.prisma.dataKey.count()).toBe(0)
})

test('a conversation with an appointment, an opened one, or a wish to hear of free times stays', async () => {
  const { code } = await booked()
  const helper = await newcomer(database)
  await openWithCode(database, keys, { conversationId: helper, code, dateOfBirth: '1990-05-17', now })
  const waiting = await newcomer(database)
  await subscribe(database, { conversationId: waiting, departmentId: 'general' })
  const past = await newcomer(database)
  await subscribe(database, { conversationId: past, departmentId: 'general', until: '2026-11-24' })
  await database.prisma.conversation.updateMany({ data: { lastSeenAt: now } })
  expect(await retain(database, { now: after(now, 10 * day) })).toMatchObject({ conversations: 1 })
  expect(await database.prisma.conversation.findUnique({ where: { id: past } })).toBeNull()
  expect(await retain(database, { now: after(now, 16 * day) }), 'after the visit was forgotten').toMatchObject({
    persons: 1,
    conversations: 2,
  })
})

test('a wish is forgotten after a month, one that ended two days later, and whom an offer went to after a week', async () => {
  const [standing, ended] = [await newcomer(database), await newcomer(database)]
  await subscribe(database, { conversationId: standing, departmentId: 'general', serviceId: 'general-1' })
  await subscribe(database, { conversationId: ended, departmentId: 'general', serviceId: 'general-1' })
  await database.prisma.subscription.updateMany({ data: { createdAt: now } })
  await database.prisma.subscription.updateMany({
    where: { conversationId: ended },
    data: { endedAt: now, endedWhy: 'stopped' },
  })
  await offered(standing)
  expect(await retain(database, { now: after(now, 2 * day - minute) })).toMatchObject({ wishes: 0, offers: 0 })
  expect(await retain(database, { now: after(now, 2 * day + minute) })).toMatchObject({ wishes: 1, offers: 0 })
  expect(await retain(database, { now: after(now, 7 * day + minute) })).toMatchObject({ wishes: 0, offers: 1 })
  expect(await database.prisma.offer.findMany()).toMatchObject([{ conversationId: null, state: 'declined' }])
  expect(await retain(database, { now: after(now, 30 * day - minute) })).toMatchObject({ wishes: 0 })
  expect(await retain(database, { now: after(now, 30 * day + minute) })).toMatchObject({ wishes: 1 })
})

test('two processes that clear up at once forget everybody once', async () => {
  await booked()
  await talk()
  const late = { now: after(now, 30 * day) }
  const [one, other] = await Promise.all([retain(database, late), retain(database, late)])
  expect(one.persons + other.persons).toBe(1)
  expect(one.messages + other.messages).toBe(1)
  expect(await retain(database, late)).toEqual({
    updates: 0,
    messages: 0,
    talks: 0,
    openings: 0,
    pages: 0,
    transfers: 0,
    persons: 0,
    lots: 0,
    draws: 0,
    contacts: 0,
    wishes: 0,
    offers: 0,
    conversations: 0,
    recipients: 0,
    imports: 0,
    sessions: 0,
    tries: 0,
    invitations: 0,
    answers: 0,
    audit: 0,
  })
})

test('who came is forgotten two working days after it was settled that they did, and what was noted about it', async () => {
  const { id, startsAt } = await booked()
  const friday = addDays(firstDay, 3)
  const settled = at('15:00', friday)
  await finish(database, { appointmentId: id, staffId: null, now: settled })
  await database.transaction((tx) =>
    note(tx, keys, { appointmentId: id, text: 'Pass fehlt', staffId: null, now: settled }),
  )
  await database.prisma.notice.create({ data: { appointmentId: id, kind: 'whether_seen', dueAt: startsAt } })
  const tuesday = at('15:00', addDays(firstDay, 7))
  expect(await retain(database, { now: after(tuesday, -minute) })).toMatchObject({ persons: 0 })
  expect(await database.prisma.appointmentNote.count()).toBe(1)
  expect(await retain(database, { now: after(tuesday, minute) })).toMatchObject({ persons: 1 })
  expect(await named()).toEqual({ applicants: 0, keys: 0, identities: 0 })
  expect([await database.prisma.appointmentNote.count(), await database.prisma.notice.count()]).toEqual([0, 0])
  expect(await database.prisma.appointment.findMany()).toMatchObject([{ id, attendance: 'attended', source: 'clerk' }])
})

test('days on which the whole office is closed are no working days, days on which a part of it is are', async () => {
  const { id } = await booked()
  await finish(database, { appointmentId: id, staffId: null, now: at('15:00', addDays(firstDay, 3)) })
  const monday = new Date(`${addDays(firstDay, 6)}T00:00:00Z`)
  const closes = (place: { departmentId?: string; locationId?: string }) =>
    database.prisma.closure.create({ data: { firstDay: monday, lastDay: monday, reason: { de: 'Umzug' }, ...place } })
  await closes({ departmentId: 'general' })
  await closes({ locationId: 'neuss' })
  const { id: whole } = await closes({})
  const tuesday = after(at('15:00', addDays(firstDay, 7)), minute)
  expect(await retain(database, { now: tuesday })).toMatchObject({ persons: 0 })
  await database.prisma.closure.delete({ where: { id: whole } })
  expect(await retain(database, { now: tuesday })).toMatchObject({ persons: 1 })
})

test('while somebody says otherwise than a clerk recorded, it is not settled, but for 14 days at most', async () => {
  const { id, code, conversationId, endsAt } = await booked()
  await recordNoShow(database, { appointmentId: id, staffId: null, now: endsAt })
  await sayWhetherSeen(database, { conversationId, code, answer: 'seen', now: endsAt })
  expect(await retain(database, { now: after(endsAt, 10 * day) })).toMatchObject({ persons: 0 })
  expect(await retain(database, { now: after(endsAt, 14 * day + minute) })).toMatchObject({ persons: 1 })
})

test('a visit that nobody has recorded keeps who came for 14 days, also when it was moved there from a later time', async () => {
  const { id, endsAt } = await booked('09:40')
  const earlier = { appointmentId: id, startsAt: at('09:00'), by: 'office', now } as const
  expect(await moveAtDesk(database, earlier)).toMatchObject({ outcome: 'moved' })
  expect(await retain(database, { now: after(endsAt, 10 * day) })).toMatchObject({ persons: 0 })
  expect(await retain(database, { now: after(endsAt, 14 * day) })).toMatchObject({ persons: 1 })
  expect(await named()).toEqual({ applicants: 0, keys: 0, identities: 0 })
})

test('the desk’s sessions, tries, invitations, answers and audit log go when their time is over', async () => {
  const { prisma } = database
  const today = new Date()
  const staff = await prisma.staff.create({
    data: { id: randomUUID(), email: `${randomUUID()}@example.org`, name: 'A' },
  })
  const bytes = () => new Uint8Array(randomBytes(8))
  const ago = (hours: number) => after(today, -hours * hour)
  const sessions = [
    [11, 0],
    [9, 0.6],
    [9, 0.1],
  ] as const
  for (const [created, seen] of sessions)
    await prisma.staffSession.create({
      data: { hash: bytes(), staffId: staff.id, csrf: '', createdAt: ago(created), lastSeenAt: ago(seen + 0.01) },
    })
  for (const hours of [49, 47])
    await prisma.invitation.create({ data: { hash: bytes(), staffId: staff.id, expiresAt: ago(hours) } })
  for (const hours of [25, 23])
    await prisma.idempotentAnswer.create({
      data: { principal: 'p', key: String(hours), requestHash: bytes(), createdAt: ago(hours) },
    })
  const sources = [
    { isKnown: false, lastAt: ago(25) },
    { isKnown: false, lastAt: ago(23) },
    { isKnown: true, lastAt: ago(401 * 24) },
    { isKnown: true, lastAt: ago(399 * 24) },
  ]
  for (const each of sources)
    await prisma.signInSource.create({ data: { staffId: staff.id, source: bytes(), ...each } })
  for (const days of [370, 360]) await prisma.auditEntry.create({ data: { deed: 'test', at: ago(days * 24) } })
  expect(await retain(database, { now: today })).toMatchObject({
    sessions: 1,
    tries: 2,
    invitations: 1,
    answers: 1,
    audit: 1,
  })
  expect(await prisma.staffSession.findMany({ select: { lastSeenAt: true } })).toHaveLength(2)
  await retain(database, { now: after(today, day) })
  expect(await prisma.staffSession.count(), 'the last one says when the member was here').toBe(1)
})

/** A conversation with its answers in which one message was said, at `now`. */
async function talk(): Promise<string> {
  const conversationId = await newcomer(database)
  const { id: dataKeyId, wrapped } = newDataKey(keys)
  await database.prisma.dataKey.create({ data: { id: dataKeyId, wrapped: new Uint8Array(wrapped) } })
  await database.prisma.conversation.update({
    where: { id: conversationId },
    data: { dataKeyId, answers: new Uint8Array(1) },
  })
  await say(conversationId, 1, now)
  return conversationId
}

async function say(conversationId: string, sequence: number, createdAt: Date): Promise<void> {
  await database.prisma.message.create({
    data: { conversationId, sequence, direction: 'sent', status: 'delivered', body: new Uint8Array(1), createdAt },
  })
  await database.prisma.conversation.update({ where: { id: conversationId }, data: { lastSeenAt: createdAt } })
}

async function held(conversationId: string, time: string) {
  const result = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (result.outcome !== 'held') throw new Error('The time is taken')
  return result.hold
}

async function booked(time = '09:00') {
  const conversationId = await newcomer(database)
  const { id: holdId } = await held(conversationId, time)
  const result = await book(database, keys, { ...someone(conversationId, `Person ${randomUUID()}`), holdId })
  if (result.outcome !== 'booked') throw new Error('Not booked')
  return { ...result.appointment, conversationId }
}

async function named() {
  const { prisma } = database
  return {
    applicants: await prisma.applicant.count(),
    keys: await prisma.dataKey.count(),
    identities: await prisma.appointment.count({ where: { identity: { not: null } } }),
  }
}

/** A freed time that somebody was offered, and did not want. */
async function offered(conversationId: string): Promise<void> {
  const place = { departmentId: 'general', locationId: 'neuss', serviceId: 'general-1' }
  const seat = await database.prisma.freedSeat.create({
    data: {
      ...place,
      startsAt: at('09:00'),
      endsAt: at('09:20'),
      slotIds: [1],
      cause: 'moved',
      state: 'public',
      freedAt: now,
      settledAt: now,
    },
  })
  const answered = { state: 'declined' as const, offeredAt: now, expiresAt: now, endedAt: now, day: now }
  await database.prisma.offer.create({ data: { id: randomUUID(), freedSeatId: seat.id, conversationId, ...answered } })
}

test("an import's file name and who gave it are there for a year, and then the tool's name stands for the file's", async () => {
  const { prisma } = database
  const id = randomUUID()
  await prisma.import.create({
    data: {
      id,
      fileName: 'Liste Olena Kovalchuk.csv',
      origin: 'other-tool',
      at: after(now, -366 * day),
      staffId: randomUUID(),
    },
  })
  expect(await retain(database, { now })).toMatchObject({ imports: 0 })
  expect(await prisma.import.findUnique({ where: { id } })).toMatchObject({ fileName: 'Liste Olena Kovalchuk.csv' })
  expect(await retain(database, { now: after(now, minute) })).toMatchObject({ imports: 1 })
  expect(await prisma.import.findUnique({ where: { id } })).toMatchObject({ fileName: 'other-tool', staffId: null })
  await prisma.import.delete({ where: { id } })
})
