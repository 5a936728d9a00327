import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { badRowsTable } from '#reports/import/bad-rows-table.ts'
import { type FreshDatabase, freshOffice } from '../../database/fresh-database.ts'
import { exported, give, row, source, table, title } from './exports.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshOffice()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.prisma.importedVisit.deleteMany()
  await database.prisma.import.deleteMany()
})

/** The bad one stands in line 3, between two good ones. */
async function between(bad: string) {
  await database.prisma.importedVisit.deleteMany()
  const result = await give(database, table(row('before'), bad, row('after')))
  expect(result).toMatchObject({ fresh: 2, bad: 1 })
  return result.badRows.map(({ line, column, says }) => `${line}, ${column}: ${says}`)
}

describe('a bad row is named with its line, its column and why, and stops none of the good ones', () => {
  test.each([
    ['a day that does not exist', { date: '31.02.2024' }, 'Datum: There is no such day: 31.02.2024 08:00'],
    ['a day that only a leap year has', { date: '29.02.2023' }, 'Datum: There is no such day: 29.02.2023 08:00'],
    ['no date', { date: 'morgen' }, 'Datum: "morgen 08:00" is no date such as 16.10.2023 or 2023-10-16.'],
    [
      'an American date',
      { date: '10/16/2023' },
      'Datum: "10/16/2023 08:00" is no date such as 16.10.2023 or 2023-10-16.',
    ],
    [
      'a year of two digits',
      { date: '16.10.23' },
      'Datum: "16.10.23 08:00" is no date such as 16.10.2023 or 2023-10-16.',
    ],
    ['a year far away', { date: '16.10.1023' }, 'Datum: The year is not between 2000 and 2100: 16.10.1023 08:00'],
    ['a time that does not exist', { time: '24:30' }, 'Uhrzeit: There is no such time: 16.10.2023 24:30'],
    ['no time', { time: 'früh' }, 'Uhrzeit: "16.10.2023 früh" lacks a time such as 08:00.'],
    [
      'the hour that spring leaves out',
      { date: '31.03.2024', time: '02:30' },
      'Uhrzeit: There was no such time: the clock was put forward to summer time (31.03.2024 02:30).',
    ],
    ['a wrong day of booking', { booked: '32.01.2024 10:00' }, 'Gebucht am: There is no such day: 32.01.2024 10:00'],
    ['a negative duration', { minutes: '-20' }, 'Dauer (Min.): The duration is negative: -20'],
    ['no duration', { minutes: '0' }, 'Dauer (Min.): The duration must be a whole number of 1 to 1440 minutes: "0"'],
    [
      'half minutes',
      { minutes: '20,5' },
      'Dauer (Min.): The duration must be a whole number of 1 to 1440 minutes: "20,5"',
    ],
    ['a formula', { service: "=cmd|' /C calc'!A0" }, "Anliegen: The cell holds a formula: =cmd|' /C calc'!A0"],
    [
      'a formula that begins with a sign',
      { language: '+SUM(A1:A9)' },
      'Sprache: The cell holds a formula: +SUM(A1:A9)',
    ],
    ['a formula that begins with @', { via: '@A1' }, 'Buchungsweg: The cell holds a formula: @A1'],
    [
      'a department that is not mapped',
      { department: 'Standesamt' },
      'Fachbereich: The department "Standesamt" is not mapped.',
    ],
    [
      'a department with a like name',
      { department: 'Asylrecht II' },
      'Fachbereich: The department "Asylrecht II" is not mapped.',
    ],
    ['no department', { department: ' ' }, 'Fachbereich: The cell is empty.'],
    ['a status that is not mapped', { status: 'Storniert' }, 'Status: The status "Storniert" is not mapped.'],
    [
      'a status that only time will tell',
      { date: '03.07.2024' },
      'Status: The appointment is in the future, but its status is "Erschienen".',
    ],
    ['a text without end', { service: 'x'.repeat(201) }, 'Anliegen: The text is too long (more than 200 characters).'],
    [
      'what is no text',
      { service: 'Du\u0000ldung' },
      'Anliegen: The cell holds characters that cannot be read: Du\u0000ldung. Check the encoding of the file.',
    ],
  ])('%s', async (_, wish, says) => {
    expect(await between(row('bad', wish))).toEqual([`3, ${says}`])
  })

  test('too few cells, too many, or no number', async () => {
    expect(await between('ABH-1;Asylrecht;Duldung')).toEqual([
      '3, : The row has 3 cells instead of 11; the file may end half-way.',
    ])
    expect(await between(`${row('2')};more`)).toEqual([
      '3, : The row has 12 cells instead of 11; the file may end half-way.',
    ])
    expect(await between(row(''))).toEqual(['3, Vorgangsnummer: The cell is empty.'])
  })

  test('a quotation mark that is not closed costs its own line', async () => {
    expect(await between(row('bad', { service: '"Duldung' }))).toEqual(['3, : A quotation mark is not closed.'])
    const rows = Array.from({ length: 40 }, (_, index) => row(String(index), { service: '"Duldung"' }))
    const { badRows, ...result } = await give(
      database,
      table(row('first'), row('bad', { service: '"Duldung' }), ...rows),
    )
    expect(result).toMatchObject({ fresh: 41, bad: 1 })
    expect(badRows).toMatchObject([{ line: 3, reason: 'quotes' }])
  })

  test('a quotation mark that closes in a later row by chance costs its own line too', async () => {
    const { badRows, ...result } = await give(
      database,
      table(row('bad', { service: '"Duldung' }), row('good', { location: 'Neuss"' }), row('better')),
    )
    expect(result).toMatchObject({ fresh: 2, bad: 1 })
    expect(badRows).toMatchObject([{ line: 2, reason: 'quotes' }])
  })

  test('lines are counted as an editor counts them, over cells of several lines and empty lines', async () => {
    const { badRows } = await give(
      database,
      table(row('1', { service: '"one\r\ntwo\r\nthree"' }), '', ';;;;;;;;;;', row('bad', { minutes: '-1' })),
    )
    expect(badRows).toMatchObject([{ line: 7, reason: 'negative' }])
  })

  test('letters that are none in the encoding', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => row(String(index)))
    const [head = '', tail = ''] = row('x', { service: '!' }).split('!')
    const bytes = Buffer.concat([Buffer.from(`${table(...rows)}${head}`), Buffer.from([0xff]), Buffer.from(tail)])
    const { badRows } = await give(database, source(bytes))
    expect(badRows).toMatchObject([{ line: 202, column: 'Anliegen', reason: 'unreadable' }])
  })
})

describe('times', () => {
  test('in the hour that autumn repeats mean its first run; with an offset each its own', async () => {
    await give(database, table(row('1', { date: '29.10.2023', time: '02:30' })))
    const iso = (number: string, start: string) => `${number},${start},30,x,durchgeführt\n`
    const head = 'booking_id,start,duration_minutes,topic,state\n'
    const { badRows, ...result } = await give(
      database,
      `${head}${iso('1', '2023-10-29T02:30:00+02:00')}${iso('2', '2023-10-29T02:30:00+01:00')}${iso('3', '2023-10-29T01:30:00Z')}`,
    )
    expect(result).toMatchObject({ fresh: 3 })
    expect(badRows).toEqual([])
    const rows = await database.prisma.importedVisit.findMany({ orderBy: [{ origin: 'asc' }, { number: 'asc' }] })
    expect(rows.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2023-10-29T00:30:00.000Z',
      '2023-10-29T00:30:00.000Z',
      '2023-10-29T01:30:00.000Z',
      '2023-10-29T01:30:00.000Z',
    ])
  })

  test('with an offset that Germany did not have then come from a wrong clock', async () => {
    const head = 'booking_id,start,duration_minutes,topic,state\n'
    const { badRows } = await give(
      database,
      `${head}1,2023-07-03T10:00:00+01:00,30,x,durchgeführt\n2,2024-03-31T02:30:00+01:00,30,x,durchgeführt\n`,
    )
    expect(badRows).toMatchObject([
      { line: 2, column: 'start', reason: 'foreign-offset' },
      { line: 3, column: 'start', reason: 'missing-hour' },
    ])
  })
})

describe('a file that is no export is refused with the reason', () => {
  test.each([
    ['an empty one', '', 'empty', {}],
    ['blank lines', '\r\n \r\n', 'empty', {}],
    ['names of columns alone', `${title}\r\n`, 'no-rows', {}],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000[Content_Types].xml'), 'workbook', {}],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n', 'not-text', {}],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0xff]), 'not-text', {}],
    [
      'other columns',
      'Vorgangsnummer;Datum;Anzahl\n1;2;3\n',
      'columns',
      { line: '1', nearest: 'terminkalender', columns: 'Vorgangsnummer, Datum, Anzahl' },
    ],
    ['a column twice', `${title};Status\n`, 'twice', { line: '1', column: 'Status' }],
    ['half of the names', title.slice(0, 60), 'columns', { nearest: 'terminkalender' }],
  ])('%s', async (_, content, reason, facts) => {
    expect(await give(database, source(content))).toMatchObject({ outcome: 'refused', reason, facts })
    expect(await database.prisma.import.count()).toBe(0)
  })

  test('half a file loses its last row and no other', async () => {
    const whole = exported('ukraine-termintool')
    const pieces: Buffer[] = []
    for await (const piece of whole.open()) pieces.push(piece)
    const bytes = Buffer.concat(pieces)
    const half = await give(database, source(bytes.subarray(0, bytes.length / 2)))
    expect(half).toMatchObject({ outcome: 'read', bad: 1 })
    expect(half.badRows).toMatchObject([{ line: half.outcome === 'read' ? half.fresh + 2 : 0 }])
  })
})

test('two departments of one name are none: the row says which they are', async () => {
  const department = (id: string) => ({ id, position: 9, name: { de: 'Standesamt' } })
  await database.prisma.department.createMany({ data: [department('standesamt'), department('standesamt-2')] })
  const { badRows } = await give(
    database,
    table(row('1', { department: 'standesamt ' }), row('2', { department: 'general' })),
  )
  await database.prisma.department.deleteMany({ where: { id: { startsWith: 'standesamt' } } })
  expect(badRows.map(({ line, column, says }) => [line, column, says])).toEqual([
    [2, 'Fachbereich', '"standesamt" may mean several departments: standesamt, standesamt-2. Map it to one.'],
  ])
})

test('the bad rows are a file that can be corrected and given again, and holds no formula', async () => {
  const { badRows } = await give(
    database,
    table(row('1', { service: '=1+1' }), row('2', { minutes: '-5' }), row('3', { service: '"=a\nb"' })),
  )
  const titles = { line: 'Zeile', column: 'Spalte', reason: 'Grund' }
  const made = badRowsTable({ titles, header: title.split(';'), separator: ';' })
  const text = made.head + made.rows(badRows, ({ reason }) => reason)
  expect(text.startsWith('\uFEFFZeile;Spalte;Grund;Vorgangsnummer;')).toBe(true)
  expect(text).toContain(`;"'=1+1";`)
  expect(text).toContain(`;"'-5";`)
  expect(text).toContain(`;"'=a\nb";`)
  expect(await give(database, text)).toMatchObject({ fresh: 0, bad: 3, unread: ['Zeile', 'Spalte', 'Grund'] })
  const corrected = text.replace(`;"'=1+1";`, ';Duldung;').replace(`;"'-5";`, ';5;').replace("'=a", 'a')
  expect(await give(database, corrected)).toMatchObject({ fresh: 3, bad: 0 })
})
