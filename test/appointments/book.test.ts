import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { check } from '#appointments/check.ts'
import { newCode } from '#appointments/code.ts'
import { hold } from '#appointments/hold.ts'
import { addDays } from '#appointments/local-time.ts'
import { openWithCode } from '#appointments/open.ts'
import { release } from '#appointments/release.ts'
import { decrypt } from '#privacy/encrypt.ts'
import { unwrapDataKey } from '#privacy/keys.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import {
  at,
  clear,
  firstDay,
  furnish,
  keys,
  newcomer,
  newcomers,
  now,
  oneUnit,
  runOut,
  seats,
  somebodyWaits,
  someone,
} from './small-office.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ connections: 50 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database, { capacity: 12, days: 2 })
})
afterEach(async () => {
  expect(await check(database)).toEqual({ ok: true, findings: [] })
})

test('makes the reserved time an appointment with a code that is easy to read aloud', async () => {
  const conversationId = await newcomer(database)
  const { appointment } = await booked(conversationId, '09:20', 'Олена Коваль')
  expect(appointment).toMatchObject({
    state: 'booked',
    startsAt: at('09:20'),
    endsAt: at('09:40'),
    moves: 0,
    language: 'uk',
  })
  expect(appointment.code).toMatch(/^[23456789CDFHJKMNPQRTVWX]{8}$/)
  expect(await seats(database, '09:20')).toEqual({ booked: 1, held: 0 })
})

test('stores name and date of birth only encrypted, under a key of the person’s own', async () => {
  await booked(await newcomer(database), '09:20', 'Олена Коваль')
  const applicant = await database.prisma.applicant.findFirstOrThrow({ include: { dataKey: true } })
  expect(Buffer.from(applicant.name).includes('Олена')).toBe(false)
  if (!applicant.dataKey) throw new Error('The applicant has no key')
  const key = unwrapDataKey(keys, applicant.dataKey)
  expect(decrypt(key, applicant.name, `applicant.name.${applicant.id}`)).toBe('Олена Коваль')
  expect(decrypt(key, applicant.dateOfBirth, `applicant.date_of_birth.${applicant.id}`)).toBe('1990-05-17')
})

test('a reservation that ran out is not booked, and the same time is offered again', async () => {
  const conversationId = await newcomer(database)
  const holdId = await held(conversationId, '09:20')
  await runOut(database, conversationId)
  const refused = await book(database, keys, { ...someone(conversationId), holdId })
  expect(refused).toMatchObject({ outcome: 'hold-expired', alternatives: [{ time: '09:20' }, {}, {}, {}, {}, {}] })
  expect(await seats(database, '09:20')).toEqual({ booked: 0, held: 0 })
})

test('a reservation that runs out while the booking waits is not booked', async () => {
  const conversationId = await newcomer(database)
  const holdId = await held(conversationId, '09:20')
  const refused = await database.transaction(async (tx) => {
    await tx.query({ name: 'test-begin', text: 'SELECT now()', values: [] })
    await database.prisma.$executeRaw`UPDATE hold SET expires_at = clock_timestamp()`
    return book(tx, keys, { ...someone(conversationId), holdId })
  })
  expect(refused).toMatchObject({ outcome: 'hold-expired' })
})

test('a booking that waits while the reservation is given back is refused', async () => {
  const conversationId = await newcomer(database)
  const holdId = await held(conversationId, '09:20')
  const waiting = await database.transaction(async (tx) => {
    await release(tx, { conversationId })
    const result = book(database, keys, { ...someone(conversationId), holdId })
    await somebodyWaits(database)
    return { result }
  })
  expect(await waiting.result).toEqual({ outcome: 'hold-expired', alternatives: [] })
})

test('nobody books another conversation’s reservation', async () => {
  const [owner = '', thief = ''] = await newcomers(database, 2)
  const holdId = await held(owner, '09:20')
  expect(await book(database, keys, { ...someone(thief), holdId })).toEqual({
    outcome: 'hold-expired',
    alternatives: [],
  })
  expect(await seats(database, '09:20')).toEqual({ booked: 0, held: 1 })
})

test('pressing “book” ten times at once books once', async () => {
  const conversationId = await newcomer(database)
  const holdId = await held(conversationId, '09:20')
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () =>
      database.transaction((tx) => book(tx, keys, { ...someone(conversationId), holdId })),
    ),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'booked')).toHaveLength(1)
  expect(await database.prisma.applicant.count()).toBe(1)
  expect(await database.prisma.dataKey.count()).toBe(1)
})

test('a person with an appointment gets no second one in the department, however the name is written', async () => {
  const [first = '', second = ''] = await newcomers(database, 2)
  const { appointment } = await booked(first, '09:00', 'Ayşe Yılmaz-Demir')
  const holdId = await held(second, '09:20')
  const refused = await book(database, keys, { ...someone(second, 'AYSE  YILMAZ DEMİR'), holdId })
  expect(refused, 'another conversation learns neither time nor code').toEqual({ outcome: 'has-one' })
  expect(await seats(database, '09:20'), 'the reservation stays for a correction').toEqual({ booked: 0, held: 1 })

  const again = await held(first, '10:00')
  expect(await book(database, keys, { ...someone(first, 'Ayse Yilmaz Demir'), holdId: again })).toEqual({
    outcome: 'has-one',
    startsAt: at('09:00'),
    code: appointment.code,
  })
})

test('whoever opened the appointment with its code learns which one is in the way', async () => {
  const [owner = '', helper = ''] = await newcomers(database, 2)
  const { appointment } = await booked(owner, '09:00', 'Ayşe')
  await openWithCode(database, keys, { conversationId: helper, code: appointment.code, dateOfBirth: '1990-05-17', now })
  const holdId = await held(helper, '09:20')
  expect(await book(database, keys, { ...someone(helper, 'Ayşe'), holdId })).toMatchObject({ code: appointment.code })
})

test('the same person may have an appointment in another department, and a new one after a cancellation', async () => {
  const conversationId = await newcomer(database)
  const { appointment } = await booked(conversationId, '09:00', 'Ayşe')
  const elsewhere = {
    ...oneUnit,
    departmentId: 'asylum',
    serviceId: 'asylum-1',
    conversationId,
    startsAt: at('09:20'),
    now,
  }
  const other = await hold(database, elsewhere)
  if (other.outcome !== 'held') throw new Error('The time is taken')
  expect(await book(database, keys, { ...someone(conversationId, 'Ayşe'), holdId: other.hold.id })).toMatchObject({
    outcome: 'booked',
  })
  await cancel(database, { conversationId, code: appointment.code, now })
  await booked(conversationId, '10:00', 'Ayşe')
})

test('one person who confirms ten reservations at once, written in ten ways, gets one appointment', async () => {
  const spellings = [
    'Zoë Łuczak',
    'ZOË ŁUCZAK',
    'Zoe Luczak',
    ' zoe  luczak ',
    'Zoe-Łuczak',
    'Zoe\u0308 Łuczak',
    'zoë łuczak',
    'Zoé Luczak',
    'Zoe\u00a0Luczak',
    'Zoe\u200b Luczak',
  ]
  const outcomes = await Promise.all(
    (await newcomers(database, 10)).map(async (conversationId, index) => {
      const holdId = await held(conversationId, '09:00')
      return database.transaction((tx) => book(tx, keys, { ...someone(conversationId, spellings[index]), holdId }))
    }),
  )
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['booked', ...Array<string>(9).fill('has-one')])
  expect(await seats(database, '09:00')).toEqual({ booked: 1, held: 9 })
})

test('a code that is in use is not given out again', async () => {
  const [first = '', second = ''] = await newcomers(database, 2)
  const { appointment } = await booked(first, '09:00')
  const codes = [appointment.code, appointment.code, newCode()]
  const holdId = await held(second, '09:20')
  const result = await book(database, keys, { ...someone(second), holdId }, () => codes.shift() ?? '')
  expect(result).toMatchObject({ outcome: 'booked' })
  expect(codes).toEqual([])
})

test('an appointment that is over is in nobody’s way, though nobody has recorded it', async () => {
  const conversationId = await newcomer(database)
  await booked(conversationId, '09:00', 'Ayşe')
  const tomorrow = at('09:00', addDays(firstDay, 1))
  const [before, after] = [at('09:19'), at('09:20')]
  const again = async (now: Date) => {
    const other = await hold(database, { ...oneUnit, conversationId, startsAt: tomorrow, now })
    if (other.outcome !== 'held') throw new Error('The time is taken')
    return book(database, keys, { ...someone(conversationId, 'Ayşe'), holdId: other.hold.id, now })
  }
  expect(await again(before)).toMatchObject({ outcome: 'has-one' })
  expect(await again(after)).toMatchObject({ outcome: 'booked' })
})

async function held(conversationId: string, time: string): Promise<string> {
  const result = await hold(database, { ...oneUnit, conversationId, startsAt: at(time), now })
  if (result.outcome !== 'held') throw new Error('The time is taken')
  return result.hold.id
}

async function booked(conversationId: string, time: string, name?: string) {
  const holdId = await held(conversationId, time)
  const result = await book(database, keys, { ...someone(conversationId, name), holdId })
  if (result.outcome !== 'booked') throw new Error(`Not booked: ${result.outcome}`)
  return result
}
