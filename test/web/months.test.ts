import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monthsOf, pagesOf } from '#web/chat/months.ts'

const choice = (day: string) => ({ value: `day:${day}`, label: day, day })

describe('the calendar', () => {
  it('starts weeks on Monday and leaves the days of other months blank', () => {
    const [november, december] = monthsOf([choice('2026-11-02'), choice('2026-12-31')])
    expect(november?.weeks[0]?.map((day) => day?.date)).toEqual([2, 3, 4, 5, 6, 7, 8])
    expect(december?.weeks[0]?.map((day) => day?.date)).toEqual([undefined, 1, 2, 3, 4, 5, 6])
    expect(december?.weeks.at(-1)?.map((day) => day?.date)).toEqual([28, 29, 30, 31, undefined, undefined, undefined])
  })

  it('begins with the week of the first free day and ends with that of the last', () => {
    const [only, ...others] = monthsOf([choice('2026-11-18'), choice('2026-11-24')])
    expect(others).toEqual([])
    expect(only?.weeks.map((week) => week[0]?.date)).toEqual([16, 23])
  })

  it('shows a month without a free day between two that have some', () => {
    expect(monthsOf([choice('2026-12-30'), choice('2027-02-01')]).map(({ month }) => month)).toEqual([
      '2026-12',
      '2027-01',
      '2027-02',
    ])
  })

  it('shows the next month with the last days of one, and every other month on a page of its own', () => {
    const shown = (...days: string[]) => pagesOf(days.map(choice)).map((page) => page.map(({ month }) => month))
    expect(shown('2026-11-30', '2026-12-01', '2027-01-28')).toEqual([['2026-11', '2026-12'], ['2027-01']])
    expect(shown('2026-11-23', '2026-12-01', '2027-01-28')).toEqual([['2026-11'], ['2026-12'], ['2027-01']])
    expect(shown('2026-11-30')).toEqual([['2026-11']])
    expect(shown()).toEqual([])
  })

  it('is nothing when nothing is free', () => {
    expect(monthsOf([])).toEqual([])
  })

  it('shows every free day exactly once, under its own weekday', () => {
    const day = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 40 }), (days) => {
        const months = monthsOf(days.map(choice))
        const cells = months.flatMap(({ month, weeks }) =>
          weeks.flatMap((week) => week.map((cell, weekday) => ({ month, cell, weekday, length: week.length }))),
        )
        const free = cells.flatMap(({ cell }) => (cell?.choice ? [cell.day] : []))
        expect(free).toEqual([...days].sort())
        for (const { month, cell, weekday, length } of cells) {
          expect(length).toBe(7)
          if (!cell) continue
          expect(cell.day.slice(0, 7)).toBe(month)
          expect(Number(cell.day.slice(8))).toBe(cell.date)
          expect((new Date(`${cell.day}T00:00:00Z`).getUTCDay() + 6) % 7).toBe(weekday)
        }
      }),
      { numRuns: 30 },
    )
  })
})
