import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { cancel } from '#appointments/cancel.ts'
import { appointmentsOf } from '#appointments/find.ts'
import { hold } from '#appointments/hold.ts'
import { openWithCode } from '#appointments/open.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'
import { at, clear, furnish, keys, newcomer, newcomers, now, oneUnit, someone } from './small-office.ts'

const dateOfBirth = '1990-05-17'
let database: FreshDatabase
let code: string
beforeAll(async () => {
  database = await freshDatabase({ connections: 30 })
})
afterAll(() => database.close())
beforeEach(async () => {
  await clear(database)
  await furnish(database)
  const owner = await newcomer(database)
  const time = await hold(database, { ...oneUnit, conversationId: owner, startsAt: at('09:00'), now })
  if (time.outcome !== 'held') throw new Error('The time is taken')
  const result = await book(database, keys, { ...someone(owner), holdId: time.hold.id })
  if (result.outcome !== 'booked') throw new Error('Not booked')
  code = result.appointment.code
})

test('the code and the date of birth open an appointment, however the code is typed', async () => {
  const conversationId = await newcomer(database)
  const typed = ` ${code.slice(0, 4).toLowerCase()} – ${code.slice(4)}`
  expect(await open(conversationId, typed)).toMatchObject({ outcome: 'opened', appointment: { code } })
  expect(await appointmentsOf(database, { conversationId, now })).toMatchObject([{ code }])
})

test('a wrong code and a wrong date of birth are the same answer', async () => {
  const [first = '', second = '', third = ''] = await newcomers(database, 3)
  const wrong = { outcome: 'wrong', left: 4 }
  expect(await open(first, '2222-2222')).toEqual(wrong)
  expect(await open(second, code, '1990-05-18')).toEqual(wrong)
  expect(await open(third, 'I have lost my code')).toEqual(wrong)
})

test('after five wrong tries it stays closed for a day, for the right ones too', async () => {
  const conversationId = await newcomer(database)
  for (const left of [4, 3, 2, 1, 0]) expect(await open(conversationId, '22222222')).toEqual({ outcome: 'wrong', left })
  expect(await open(conversationId, code)).toEqual({ outcome: 'locked' })
  const nextDay = new Date(now.getTime() + 24 * 60 * 60 * 1000 + 1000)
  expect(await openWithCode(database, keys, { conversationId, code, dateOfBirth, now: nextDay })).not.toEqual({
    outcome: 'locked',
  })
})

test('twenty conversations at once have five tries on a code between them', async () => {
  const outcomes = await Promise.all(
    (await newcomers(database, 20)).map((conversationId, day) =>
      database.transaction((tx) =>
        openWithCode(tx, keys, { conversationId, code, dateOfBirth: `1991-01-${String(day + 10)}`, now }),
      ),
    ),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(5)
  expect(outcomes.filter(({ outcome }) => outcome === 'locked')).toHaveLength(15)
})

test('what is cancelled can’t be opened', async () => {
  const [helper = '', late = ''] = await newcomers(database, 2)
  await open(helper, code)
  await cancel(database, { conversationId: helper, code, now })
  expect(await open(late, code)).toMatchObject({ outcome: 'wrong' })
})

test('what was typed instead of a code is not kept', async () => {
  await open(await newcomer(database), 'Олена Коваль')
  expect(await database.prisma.failedOpening.findMany({ select: { code: true } })).toEqual([{ code: '' }])
})

function open(conversationId: string, typed: string, born = dateOfBirth) {
  return database.transaction((tx) => openWithCode(tx, keys, { conversationId, code: typed, dateOfBirth: born, now }))
}
