import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { check } from '#appointments/check.ts'
import { findImport } from '#reports/import/list-imports.ts'
import { Mapping } from '#reports/import/mapping.ts'
import { knownTools } from '#reports/import/known-tools.ts'
import { undoImport } from '#reports/import/undo-import.ts'
import { type FreshDatabase, freshOffice } from '../../database/fresh-database.ts'
import { exported, give, now, row, source, table, title } from './exports.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshOffice()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.prisma.importedVisit.deleteMany()
  await database.prisma.import.deleteMany()
})

const all = () => database.prisma.importedVisit.findMany({ orderBy: { number: 'asc' } })

describe('the two exports of the founding document', () => {
  test('count as the minutes say: 6,763 = 2,840 + 3,923, 920 of them recorded as no-shows, Ukraine on its own line', async () => {
    expect(await give(database, exported('terminkalender'))).toMatchObject({
      tool: 'terminkalender',
      encoding: 'windows-1252',
      separator: ';',
      fresh: 6763,
      known: 0,
      bad: 0,
      unread: [],
      unknownLocations: [],
      tally: { asylum: { visits: 2840, noShow: 405 }, general: { visits: 3923, noShow: 515 } },
    })
    expect(await give(database, exported('ukraine-termintool'))).toMatchObject({
      tool: 'ukraine-termintool',
      encoding: 'UTF-8',
      separator: ',',
      fresh: 307,
      bad: 0,
      tally: { ukraine: { visits: 307, attended: 307, noShow: 0 } },
    })
    const lines = await database.query({
      name: 'imported-lines',
      text: `SELECT origin, department_id AS department, count(*) AS visits, count(*) FILTER (WHERE attendance = 'no_show') AS "noShow",
               count(*) FILTER (WHERE source = 'legacy_timer_or_click') AS doubtful,
               min((starts_at AT TIME ZONE 'Europe/Berlin')::date) AS first, max((starts_at AT TIME ZONE 'Europe/Berlin')::date) AS last
             FROM imported_visit GROUP BY 1, 2 ORDER BY 1, 2`,
      values: [],
    })
    const period = { first: '2023-10-16', last: '2024-02-26' }
    expect(lines).toEqual([
      { origin: 'terminkalender', department: 'asylum', visits: 2840, noShow: 405, doubtful: 405, ...period },
      { origin: 'terminkalender', department: 'general', visits: 3923, noShow: 515, doubtful: 515, ...period },
      { origin: 'ukraine-termintool', department: 'ukraine', visits: 307, noShow: 0, doubtful: 0, ...period },
    ])
    expect((920 / 6763).toFixed(3)).toBe('0.136')
  })

  test('are imported once, however often they are given, under whatever name', async () => {
    await give(database, exported('ukraine-termintool'))
    const again = { ...exported('ukraine-termintool'), name: 'copy.csv' }
    expect(await give(database, again)).toMatchObject({ fresh: 0, known: 307, bad: 0 })
    expect(await database.prisma.importedVisit.count()).toBe(307)
  })

  test('twice at once they are imported once', async () => {
    const results = await Promise.all([1, 2, 3].map(() => give(database, exported('terminkalender'))))
    const fresh = results.map((result) => (result.outcome === 'read' ? result.fresh : 0))
    expect(fresh.reduce((sum, each) => sum + each)).toBe(6763)
    expect(results).toMatchObject([{ bad: 0 }, { bad: 0 }, { bad: 0 }])
    expect(await database.prisma.importedVisit.count()).toBe(6763)
    expect(await check(database)).toEqual({ ok: true, findings: [] })
  })
})

describe('a dry run', () => {
  test('says what would come of it and writes nothing', async () => {
    await give(database, table(row('1'), row('2', { status: 'Nicht erschienen' })))
    const file = table(
      row('1'),
      row('2'),
      row('3'),
      row('3'),
      row('4', { time: '09:00' }),
      row('4', { time: '09:20' }),
      row('5', { department: 'Standesamt' }),
    )
    const dry = await give(database, file, { isDryRun: true })
    expect(dry).toMatchObject({ fresh: 2, known: 2, bad: 3 })
    expect(await database.prisma.importedVisit.count()).toBe(2)
    expect(await database.prisma.import.count()).toBe(1)

    const { badRows, ...real } = await give(database, file)
    expect(real).toMatchObject({ fresh: 2, known: 2, bad: 3 })
    expect(badRows.map(({ line, says }) => [line, says])).toEqual(dry.badRows.map(({ line, says }) => [line, says]))
    expect(badRows.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, 'Status', 'other-content'],
      [7, 'Datum', 'other-content'],
      [8, 'Fachbereich', 'department'],
    ])
  })
})

describe('a row', () => {
  test('whose number is there with other content is bad, and what is there stays', async () => {
    await give(database, table(row('1')))
    const { badRows } = await give(database, table(row('1', { status: 'Nicht erschienen', minutes: '40' }), row('2')))
    expect(badRows).toMatchObject([{ line: 2, column: 'Dauer (Min.)', reason: 'other-content' }])
    expect(badRows[0]?.says).toBe(
      'The number 1 is there already with other content (Dauer (Min.), Status). If the new one is right, undo the earlier import.',
    )
    expect(await all()).toMatchObject([
      { number: '1', attendance: 'attended', minutes: 20 },
      { number: '2', attendance: 'attended' },
    ])
  })

  test('of another tool with the same number is another row', async () => {
    await give(database, table(row('UA-1')))
    await give(
      database,
      'booking_id,start,duration_minutes,topic,state\nUA-1,2023-12-29T10:00:00+01:00,30,§ 24,durchgeführt\n',
    )
    expect((await all()).map(({ origin, departmentId }) => [origin, departmentId])).toEqual([
      ['terminkalender', 'asylum'],
      ['ukraine-termintool', 'ukraine'],
    ])
  })

  test('keeps numbers and nothing about a person: columns that nobody asked for are left where they are', async () => {
    const file = `${title};Name;E-Mail\n${row('1')};Olena Kovalenko;olena@example.org\n`
    expect(await give(database, file)).toMatchObject({ fresh: 1, unread: ['Name', 'E-Mail'] })
    const [dump] = await database.query<{ text: string }>({
      name: 'dump-imports',
      text: `SELECT (SELECT json_agg(v) FROM imported_visit v)::text || (SELECT json_agg(i) FROM import i)::text AS text`,
      values: [],
    })
    expect(dump?.text).toContain('Reiseausweis')
    expect(dump?.text).not.toMatch(/Olena|olena/)
  })
})

describe('what an import brought', () => {
  test('can be undone, alone and whole, and brought again', async () => {
    const first = await give(database, table(row('1'), row('2')))
    const second = await give(database, table(row('2'), row('3')))
    if (first.outcome !== 'read' || second.outcome !== 'read') throw new Error('not read')
    expect(await undoImport(database, { id: second.id, now })).toEqual({ outcome: 'undone', rows: 1 })
    expect((await all()).map(({ number }) => number)).toEqual(['1', '2'])
    expect(await undoImport(database, { id: second.id, now })).toEqual({ outcome: 'undone-before' })
    expect(await undoImport(database, { id: crypto.randomUUID(), now })).toEqual({ outcome: 'unknown' })
    expect(await give(database, table(row('2'), row('3')))).toMatchObject({ fresh: 1, known: 1 })
  })

  test('is out again when it was undone while it ran', async () => {
    const id = crypto.randomUUID()
    const rows = Array.from({ length: 9000 }, (_, index) => row(String(index)))
    let undone: Promise<unknown> | undefined
    const running = give(database, table(...rows), {
      id,
      heard: { progress: () => void (undone ??= undoImport(database, { id, now })) },
    })
    expect(await running).toMatchObject({ isUndone: true })
    await undone
    expect(await database.prisma.importedVisit.count()).toBe(0)
    expect(await check(database)).toEqual({ ok: true, findings: [] })
  })

  test('is counted while it runs, for whoever looks at it', async () => {
    const id = crypto.randomUUID()
    const rows = Array.from({ length: 5000 }, (_, index) => row(String(index)))
    const looks: Promise<unknown>[] = []
    const told: number[] = []
    await give(database, table(...rows), {
      id,
      heard: {
        progress: (done) => {
          told.push(done.rows)
          looks.push(findImport(database, id).then((found) => found?.rows))
        },
      },
    })
    expect(told.length).toBeGreaterThan(1)
    expect(told.at(-1)).toBe(5000)
    expect((await Promise.all(looks)).at(-1)).toBe(5000)
    expect(await findImport(database, id)).toMatchObject({ rows: 5000, known: 0, bad: 0, finishedAt: now })
  })

  test('that was cut off half-way goes on when the file is given again', async () => {
    const rows = Array.from({ length: 9000 }, (_, index) => row(String(index)))
    const whole = source(table(...rows))
    const cut = {
      ...whole,
      async *open() {
        let pieces = 0
        for await (const piece of whole.open()) {
          if (++pieces > 9) throw new Error('the disk is gone')
          yield piece
        }
      },
    }
    await expect(give(database, cut)).rejects.toThrow('the disk is gone')
    const brought = await database.prisma.importedVisit.count()
    expect(brought).toBeGreaterThan(0)
    expect(await give(database, whole)).toMatchObject({ fresh: 9000 - brought, known: brought, bad: 0 })
    expect(await check(database)).toEqual({ ok: true, findings: [] })
  })
})

test('never touches what people booked here', async () => {
  const own = `SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) AS sum FROM (
    SELECT slot::text AS row FROM slot UNION ALL SELECT appointment::text FROM appointment
    UNION ALL SELECT attendance_record::text FROM attendance_record UNION ALL SELECT applicant::text FROM applicant
  ) AS book`
  const sum = () => database.query({ name: 'own-book', text: own, values: [] })
  const before = await sum()
  const imported = await give(database, exported('terminkalender'))
  expect(await sum()).toEqual(before)
  if (imported.outcome === 'read') await undoImport(database, { id: imported.id, now })
  expect(await sum()).toEqual(before)
  expect(await database.prisma.importedVisit.count()).toBe(0)
})

describe('the database', () => {
  test('is found out when an import does not count its rows', async () => {
    const { id } = { id: '', ...(await give(database, table(row('1')))) }
    await database.prisma.import.update({ where: { id }, data: { rows: 2 } })
    const findings = [{ invariant: 'an import counts its rows', count: 1, example: `import ${id}` }]
    expect(await check(database)).toEqual({ ok: false, findings })
  })

  test.each([
    ['a no-show of another tool that is said to be a clerk’s', `attendance = 'no_show', source = 'clerk'`],
    ['a source where nothing is recorded', `attendance = 'unrecorded', source = 'legacy_timer_or_click'`],
    ['somebody who came to a cancelled visit', `state = 'cancelled_by_office'`],
    ['a visit of no minutes', 'minutes = 0'],
  ])('refuses %s', async (_, change) => {
    await give(database, table(row('1')))
    await expect(database.prisma.$executeRawUnsafe(`UPDATE imported_visit SET ${change}`)).rejects.toThrow(
      /23514|check/,
    )
  })
})

describe('a file', () => {
  const umlauts = table(row('1', { service: 'Übertrag “Aufenthaltstitel” – für später' }))
  test.each([
    ['UTF-8', iconv.encode(umlauts, 'utf-8'), 'UTF-8'],
    ['UTF-8 with its mark', iconv.encode(umlauts, 'utf-8', { addBOM: true }), 'UTF-8'],
    ['UTF-16, as Excel calls “Unicode text”', iconv.encode(umlauts, 'utf-16le', { addBOM: true }), 'UTF-16LE'],
    ['UTF-16 the other way round', iconv.encode(umlauts, 'utf-16be', { addBOM: true }), 'UTF-16BE'],
    ['UTF-16 without a mark', iconv.encode(umlauts, 'utf-16le'), 'UTF-16LE'],
    ['Windows-1252', iconv.encode(umlauts, 'windows-1252'), 'windows-1252'],
  ])('in %s is read as it was meant, in pieces of any size', async (_, bytes, encoding) => {
    for (const pieceBytes of [1, 7, 65_536]) {
      expect(await give(database, source(bytes, 'x.csv', pieceBytes))).toMatchObject({ encoding, bad: 0 })
      expect(await all()).toMatchObject([{ service: 'Übertrag “Aufenthaltstitel” – für später' }])
    }
  })

  test('whose first umlaut comes late is read as it was meant', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => row(String(index), { service: 'Duldung' }))
    const text = table(...rows, row('late', { service: 'Übertrag' }))
    for (const encoding of ['windows-1252', 'utf-8']) {
      await give(database, source(iconv.encode(text, encoding)))
      expect(await database.prisma.importedVisit.findFirst({ where: { number: 'late' } })).toMatchObject({
        service: 'Übertrag',
      })
    }
  })

  test('in an encoding that nobody can tell is read as it is said to be', async () => {
    const bytes = iconv.encode(umlauts.replaceAll(/[“”–]/g, ''), 'cp850')
    await give(database, source(bytes), { encoding: 'cp850' })
    expect((await all())[0]?.service).toContain('Übertrag')
  })

  test.each([
    ['commas', ','],
    ['tabs', '\t'],
    ['bars', '|'],
  ])(
    'may be separated by %s, have quoted cells, line ends of its own and an Excel line above',
    async (_, separator) => {
      const quoted = title
        .split(';')
        .map((each) => `"${each}"`)
        .join(separator)
      const line = [
        '1',
        'Asylrecht',
        '"Duldung; mit ""Auflage""\nund mehr"',
        'Neuss',
        '16.10.2023',
        '8:00',
        '20',
        '',
        '',
        '',
        'erschienen ',
      ]
      for (const end of ['\n', '\r\n', '\r']) {
        const text = [
          `sep=${separator}`,
          quoted,
          line.join(separator),
          '',
          ...['2', '3'].map((number) => [number, ...line.slice(1)].join(separator)),
        ].join(end)
        expect(await give(database, text)).toMatchObject({ separator, bad: 0 })
      }
      expect(await all()).toMatchObject(
        ['1', '2', '3'].map((number) => ({ number, service: 'Duldung; mit "Auflage"\nund mehr' })),
      )
    },
  )
})

describe('a mapping', () => {
  test('reads the export of any tool', async () => {
    const mapping = Mapping.parse({
      origin: 'old-tool',
      columns: { number: 'Ref', start: 'When', status: 'Outcome' },
      status: { came: 'attended', missed: 'no_show', '?': 'unrecorded', off: 'cancelled_by_office' },
      fixed: { department: 'general', minutes: 15 },
      dates: 'mm/dd/yyyy',
    })
    const text =
      'Ref\tWhen\tOutcome\nA\t10/16/2023 08:00\tcame\nB\t10/17/2023 08:00\tmissed\nC\t10/18/2023 08:00\t?\nD\t10/19/2023 08:00\toff\n'
    expect(await give(database, text, { mappings: { 'old-tool': mapping } })).toMatchObject({ fresh: 4, bad: 0 })
    expect(await all()).toMatchObject([
      {
        startsAt: new Date('2023-10-16T06:00:00Z'),
        departmentId: 'general',
        minutes: 15,
        attendance: 'attended',
        source: 'clerk',
      },
      { attendance: 'no_show', source: 'legacy_timer_or_click' },
      { state: 'booked', attendance: 'unrecorded', source: null },
      { state: 'cancelled_by_office', attendance: 'unrecorded', source: null },
    ])
  })

  test('that lacks what a row needs, or names a column twice, is none, and says what is missing', () => {
    const faults = (given: unknown) => Mapping.safeParse(given).error?.issues.map(({ message }) => message)
    expect(faults({ origin: 'x1', columns: { date: 'Tag' }, status: {} })).toEqual([
      'must name the column "number": it makes each row happen once',
      'must name the column "status"',
      'must name the column "start", or "date" and "time"',
      'must name the column "minutes", or "fixed" must give them',
      'must name the column "department", or "fixed" must give it',
    ])
    const { terminkalender } = knownTools
    expect(faults({ ...terminkalender, columns: { ...terminkalender?.columns, service: 'Status' } })).toEqual([
      'must not name a column twice',
    ])
    expect(faults({ ...terminkalender, encoding: 'klingon' })).toEqual([
      'must be one such as utf-8, windows-1252 or cp850',
    ])
    expect(Mapping.parse(terminkalender)).toEqual(terminkalender)
  })

  test('is told from another of the same columns by its name alone', async () => {
    const mappings = { ...knownTools, other: { ...Mapping.parse(knownTools['terminkalender']), origin: 'other' } }
    expect(await give(database, table(row('1')), { mappings })).toMatchObject({
      outcome: 'refused',
      reason: 'several',
      facts: { names: 'terminkalender, other' },
    })
  })
})
