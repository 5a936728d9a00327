import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnsOf, dataSheet } from '#privacy/data-sheet.ts'
import { type FreshDatabase, freshDatabase } from '../database/fresh-database.ts'

let database: FreshDatabase
let types: Map<string, string>
beforeAll(async () => {
  database = await freshDatabase()
  types = new Map(
    (
      await database.query<{ name: string; type: string }>({
        name: 'columns-there-are',
        text: `SELECT table_name || '.' || column_name AS name, data_type AS type
               FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
               WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'`,
        values: [],
      })
    ).map(({ name, type }) => [name, type]),
  )
})
afterAll(() => database.close())

test('every table and column of the database stands on the data sheet once, and nothing else does', () => {
  expect(types.size).toBeGreaterThan(300)
  expect(compare(dataSheet)).toEqual({ missing: [], surplus: [], twice: [] })
})

test('what is taken off the sheet is missed by name, and what there is not is named', () => {
  const { applicant, slot, ...rest } = dataSheet
  if (!applicant?.aboutPersons || slot?.aboutPersons !== false) throw new Error('The sheet has changed')
  const [, ...others] = applicant.fields
  const mutant = {
    ...rest,
    applicant: { ...applicant, fields: others },
    slot: { ...slot, columns: `${slot.columns} shoe_size state` },
  }
  expect(compare(mutant)).toEqual({
    missing: ['applicant.date_of_birth', 'applicant.name'],
    surplus: ['slot.shoe_size'],
    twice: ['slot.state'],
  })
  expect(compare(rest).missing, 'a whole table').toContain('applicant.birthday')
})

test('what is said to be encrypted or hashed is bytes, and bytes that lie there plain are proofs for everybody', () => {
  const persons = Object.entries(dataSheet).flatMap(([table, entry]) =>
    entry.aboutPersons
      ? entry.fields.flatMap(({ columns, lies }) =>
          columns.split(/\s+/).map((column) => ({ name: `${table}.${column}`, lies })),
        )
      : [],
  )
  const isBytes = ({ name }: { name: string }) => types.get(name) === 'bytea'
  const sealed = persons.filter(({ lies }) => lies !== 'plain' && lies !== 'Argon2id')
  expect(sealed.length).toBeGreaterThan(20)
  expect(sealed.filter((column) => !isBytes(column))).toEqual([])
  expect(persons.filter((column) => column.lies === 'plain' && isBytes(column)).map(({ name }) => name)).toEqual([
    'draw.commitment',
    'draw.seed',
    'draw.list_hash',
    'import.sha256',
  ])
})

test('nothing on the sheet is left blank', () => {
  const texts = Object.values(dataSheet).flatMap((entry) => [
    entry.what,
    ...(entry.aboutPersons
      ? entry.fields.flatMap(({ purpose, basis, kept, seenBy }) => [purpose, basis, kept, seenBy])
      : [entry.because]),
  ])
  expect(texts.filter((text) => text.trim().length < 3)).toEqual([])
})

function compare(sheet: typeof dataSheet) {
  const said = Object.entries(sheet).flatMap(([table, entry]) => columnsOf(entry).map((column) => `${table}.${column}`))
  return {
    missing: [...types.keys()].filter((name) => !said.includes(name)).toSorted(),
    surplus: said.filter((name) => !types.has(name)),
    twice: said.filter((name, index) => said.indexOf(name) !== index),
  }
}
