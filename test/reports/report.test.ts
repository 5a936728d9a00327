import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fold } from '#reports/fold.ts'
import { namesOf } from '#reports/names.ts'
import { dataDictionary, openData } from '#reports/open-data.ts'
import { readReport } from '#reports/read-report.ts'
import { reportLines } from '#reports/report-lines.ts'
import { type FreshDatabase, freshOffice } from '../database/fresh-database.ts'
import { bringMinutes, minutes } from './minutes.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshOffice()
  await bringMinutes(database)
})
afterAll(() => database.close())

const now = new Date('2026-11-23T10:00:00Z')
const read = (wish = minutes) => readReport(database, { ...wish, now })

describe('the figures of the minutes', () => {
  it('are there to the digit, before they are summed up and after', async () => {
    for (const again of [false, true]) {
      if (again) await fold(database)
      const { report } = await read()
      const [asylum, general, ukraine] = report.groups.department
      expect([asylum?.key, asylum?.figures.bookings]).toEqual(['asylum', 2840])
      expect([general?.key, general?.figures.bookings]).toEqual(['general', 3923])
      expect([ukraine?.key, ukraine?.figures.bookings]).toEqual(['ukraine', 307])
      const timed = report.timed?.figures
      expect(timed).toMatchObject({ bookings: 6763, visits: 6763, attended: 5843, noShow: 920, legacyNoShow: 920 })
      expect(((timed?.rate ?? 0) * 100).toFixed(1)).toBe('13.6')
      expect(timed?.lower).toBe(0)
      expect(timed?.upper).toBe(timed?.rate)
      expect(timed?.estimate).toEqual({ from: 541, to: 676, presentFrom: 244, presentTo: 379 })
      expect(report.total).toMatchObject({ bookings: 7070, noShow: 920, unrecorded: 0 })
      expect(report.total.estimate).toEqual(timed?.estimate)
      expect(ukraine?.figures).toMatchObject({ noShow: 0, rate: 0, estimate: null })
    }
  })

  it('are said in a terminal', async () => {
    const { report, office } = await read()
    const text = reportLines(report, namesOf(office, 'en')).join('\n')
    expect(text).toContain('920 of 6,763 = 13.6 %')
    expect(text).toContain('8 to 10 %: 541 to 676 people did not come; 244 to 379 of the 920 were probably present')
    expect(text).toMatch(/Ukraine +307 .*\n.* 6,763 .*\nTotal +7,070/)
  })

  it('are only those of the period', async () => {
    const { report } = await read({ from: '2023-10-16', to: '2023-10-16' })
    expect(report.total.bookings).toBe(21 + 29 + 2)
    expect((await read({ from: '2025-01-01', to: '2025-12-31' })).report.total.bookings).toBe(0)
  })
})

describe('a report of any days', () => {
  it('is the same from the sums of months as from the visits themselves', async () => {
    await fold(database)
    for (const [from, to] of [
      ['2023-10-16', '2024-02-26'],
      ['2023-11-01', '2023-11-30'],
      ['2023-11-01', '2023-12-01'],
      ['2023-10-31', '2023-12-31'],
      ['2023-11-02', '2023-11-29'],
      ['2023-12-15', '2024-01-15'],
      ['2023-12-31', '2024-02-01'],
    ] as const) {
      const [booked] = await database.query<{ count: number }>({
        name: 'test-booked',
        text: `SELECT count(*) AS count FROM counted_visit WHERE day BETWEEN $1 AND $2`,
        values: [from, to],
      })
      for (const now of ['2026-11-23', '2023-12-01', '2023-12-15', '2023-11-20'])
        expect([
          from,
          to,
          now,
          (await readReport(database, { from, to, now: new Date(`${now}T10:00:00Z`) })).report.total.bookings,
        ]).toEqual([from, to, now, booked?.count])
    }
  })

  it('tells what is past from what is still to come in the middle of a month', async () => {
    const wish = { from: '2023-11-01', to: '2023-12-31', now: new Date('2023-12-10T10:00:00Z') }
    const { visits, coming, bookings } = (await readReport(database, wish)).report.total
    const [past] = await database.query<{ count: number }>({
      name: 'test-past',
      text: `SELECT count(*) AS count FROM counted_visit WHERE day BETWEEN '2023-11-01' AND '2023-12-09'`,
      values: [],
    })
    expect([visits, visits + coming]).toEqual([past?.count, bookings])
  })
})

describe('the open data', () => {
  it('have a line for every group, a name for every column, and no small group', async () => {
    const { report, office } = await read({ from: '2023-10-16', to: '2023-10-16' })
    const text = openData(report, namesOf(office, 'de'))
    const { data, errors, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(errors).toEqual([])
    const documented = Papa.parse<{ column: string }>(dataDictionary(), { header: true, skipEmptyLines: true })
    expect(documented.data.map(({ column }) => column)).toEqual(meta.fields)
    const ukraine = data.find(({ breakdown, group }) => breakdown === 'department' && group === 'Ukraine')
    expect(ukraine).toMatchObject({ booked: '', visits: '', attended: '', rate: '' })
    expect(ukraine?.['hidden']).toContain('visits')
    for (const line of data)
      for (const column of ['booked', 'visits', 'attended', 'no_show', 'unrecorded'])
        expect([column, /^[1-4]$/.test(line[column] ?? '')]).toEqual([column, false])
  })

  it('escape what a spreadsheet would compute', async () => {
    const { report, office } = await read()
    const names = namesOf(office, 'de')
    const text = openData(report, (dimension, key) =>
      key === 'uk' ? '=HYPERLINK("https://x")' : names(dimension, key),
    )
    expect(text).toContain(`"'=HYPERLINK(""https://x"")"`)
    expect(text.endsWith('\r\n')).toBe(true)
  })
})
