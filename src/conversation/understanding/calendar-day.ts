import { Temporal } from 'temporal-polyfill'

/** The day with these numbers, or undefined where the calendar has none (31.2., 29.2. outside leap years). */
export function calendarDay(numbers: { year: number; month: number; day: number }): Temporal.PlainDate | undefined {
  const { year, month, day } = numbers
  if (month < 1 || month > 12 || day < 1 || year > 9999) return undefined
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return day > first.daysInMonth ? undefined : first.with({ day })
}
