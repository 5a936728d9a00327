import { expect, test } from 'vitest'
import { addDays, instantOf, localDay, localTime, startOfDay, weekdayOf } from '#appointments/local-time.ts'

test('nine o’clock is nine o’clock in Neuss in winter and in summer', () => {
  expect(instantOf({ day: '2026-01-15', time: '09:00' })).toEqual(new Date('2026-01-15T08:00:00Z'))
  expect(instantOf({ day: '2026-07-15', time: '09:00' })).toEqual(new Date('2026-07-15T07:00:00Z'))
})

test('the hour that spring leaves out has no times, the one that autumn repeats has them once', () => {
  expect(instantOf({ day: '2026-03-29', time: '02:30' })).toBeUndefined()
  expect(instantOf({ day: '2026-03-29', time: '03:00' })).toEqual(new Date('2026-03-29T01:00:00Z'))
  expect(instantOf({ day: '2026-10-25', time: '02:30' })).toEqual(new Date('2026-10-25T00:30:00Z'))
})

test('instants are written in the office’s time', () => {
  const instant = new Date('2026-12-31T23:30:00Z')
  expect([localDay(instant), localTime(instant)]).toEqual(['2027-01-01', '00:30'])
})

test('days are counted by the calendar', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
  expect(weekdayOf('2026-11-23')).toBe(1)
  expect(startOfDay('2026-10-26').getTime() - startOfDay('2026-10-25').getTime()).toBe(25 * 60 * 60 * 1000)
})
