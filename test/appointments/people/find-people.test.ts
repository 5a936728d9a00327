import { afterAll, beforeAll, expect, test } from 'vitest'
import { book } from '#appointments/book.ts'
import { check } from '#appointments/check.ts'
import { hold } from '#appointments/hold.ts'
import { findPeople } from '#appointments/people/find-people.ts'
import { readSearch } from '#appointments/people/read-search.ts'
import { type FreshDatabase, freshDatabase } from '../../database/fresh-database.ts'
import { at, furnish, keys, newcomer, now, oneUnit, someone } from '../small-office.ts'

let database: FreshDatabase
const codes = new Map<string, string>()
beforeAll(async () => {
  database = await freshDatabase()
  await furnish(database, { capacity: 20 })
  await comes('Олена Коваль-Щербак', { dateOfBirth: '1991-08-24' })
  await comes('Ayşe Yılmaz', { dateOfBirth: '1991-08-24' })
  await comes('أحمد الخطيب', { dateOfBirth: '1985-01-02' })
  await comes('Сергей Иванов', { dateOfBirth: '1970-12-31' })
  await comes('Jörg Müller', { dateOfBirth: '1970-12-30' })
  await comes('Olena Bondar', { dateOfBirth: '2000-01-01', departmentId: 'asylum' })
})
afterAll(() => database.close())

test.for([
  ['Коваль', ['Олена Коваль-Щербак']],
  ['щербак олена', ['Олена Коваль-Щербак']],
  ['Koval', ['Олена Коваль-Щербак']],
  ['SHCHERBAK  Olena', ['Олена Коваль-Щербак']],
  ['Olena', ['Олена Коваль-Щербак', 'Olena Bondar']],
  ['Олена Бондар', ['Olena Bondar']],
  ['Кова', []],
  ['Koval Bondar', []],
  ['ayse yilmaz', ['Ayşe Yılmaz']],
  ['الخطيب', ['أحمد الخطيب']],
  ['Ahmad', ['أحمد الخطيب']],
  ['Sergei', ['Сергей Иванов']],
  ['Serhei Ivanov', ['Сергей Иванов']],
  ['Mueller', ['Jörg Müller']],
  ['Müller', ['Jörg Müller']],
  ['24.08.1991', ['Олена Коваль-Щербак', 'Ayşe Yılmaz']],
  ['1991-08-24 Yılmaz', ['Ayşe Yılmaz']],
  ['Yılmaz 25.8.1991', []],
] as const)('“%s” finds %s', async ([line, names]) => {
  const found = await findPeople(database, keys, readSearch(line))
  expect(found.map(({ person }) => person.name).sort()).toEqual([...names].sort())
})

test('a code finds its person, however it is written', async () => {
  const code = codes.get('Ayşe Yılmaz') ?? ''
  const [found] = await findPeople(database, keys, { code })
  expect(found).toMatchObject({ person: { name: 'Ayşe Yılmaz' }, appointments: [{ code, state: 'booked' }] })
  expect(readSearch('2345-cddf')).toEqual({ code: '2345CDDF' })
  expect(readSearch('Koval, 2345cddf')).toEqual({ code: '2345CDDF', name: 'Koval' })
  expect(readSearch('dpkr-qkct'), 'one in thirty has no digit').toEqual({ code: 'DPKRQKCT' })
  expect(readSearch('Koval DPKRQKCT')).toEqual({ code: 'DPKRQKCT', name: 'Koval' })
  expect(readSearch('Krzyszto'), 'eight letters of a name').toEqual({ name: 'Krzyszto' })
})

test('nothing to go by finds nobody', async () => {
  expect(await findPeople(database, keys, readSearch('  '))).toEqual([])
  expect(readSearch('31.02.1990')).toEqual({})
})

test('a clerk finds only people of the own departments and places', async () => {
  const asylum = { departmentId: 'asylum', locationId: 'neuss' }
  const general = { departmentId: 'general', locationId: 'dormagen' }
  const found = await findPeople(database, keys, { name: 'Olena', places: [asylum, general] })
  expect(
    found.map(({ person }) => person.name),
    'no department of one place and location of another',
  ).toEqual(['Olena Bondar'])
  expect(await findPeople(database, keys, { name: 'Olena', places: [] })).toEqual([])
})

test('two appointments of one person are one find', async () => {
  await comes('Олена  КОВАЛЬ Щербак', { dateOfBirth: '1991-08-24', departmentId: 'asylum' })
  const found = await findPeople(database, keys, { name: 'Koval' })
  expect(found).toHaveLength(1)
  expect(found[0]?.appointments.map(({ departmentId }) => departmentId).sort()).toEqual(['asylum', 'general'])
  const code = found[0]?.appointments.find(({ departmentId }) => departmentId === 'asylum')?.code ?? ''
  expect(
    await findPeople(database, keys, { code, places: [{ departmentId: 'general', locationId: 'neuss' }] }),
    'a code of another department',
  ).toEqual([])
})

test('the table of words tells no names, and another key finds nothing', async () => {
  const stored = await database.prisma.applicantWord.findMany()
  expect(stored.length).toBeGreaterThan(10)
  expect(stored.every(({ word }) => word.length === 32)).toBe(true)
  const other = { ...keys, search: Buffer.alloc(32) }
  expect(await findPeople(database, other, { name: 'Koval' })).toEqual([])
  expect(await check(database)).toMatchObject({ ok: true })
})

async function comes(name: string, { dateOfBirth = '', departmentId = 'general' }) {
  const conversationId = await newcomer(database)
  const wish = { ...oneUnit, departmentId, serviceId: `${departmentId}-1`, conversationId, startsAt: at('09:00'), now }
  const held = await hold(database, wish)
  if (held.outcome !== 'held') throw new Error('taken')
  const booking = { ...someone(conversationId), applicant: { name, dateOfBirth }, holdId: held.hold.id }
  const booked = await book(database, keys, booking)
  if (booked.outcome !== 'booked') throw new Error(booked.outcome)
  codes.set(name, booked.appointment.code)
}
