import { describe, expect, test } from 'vitest'
import { isQuiet, nextAllowed } from '#appointments/quiet-hours.ts'

const night = { from: '20:00', to: '08:00' }

describe('nobody is told at night what can wait', () => {
  test.each([
    ['in the morning, a minute before eight', '2026-11-24T06:59:00Z', '2026-11-24T07:00:00Z'],
    ['at eight', '2026-11-24T07:00:00Z', '2026-11-24T07:00:00Z'],
    ['at noon', '2026-11-24T11:00:00Z', '2026-11-24T11:00:00Z'],
    ['at a second before eight in the evening', '2026-11-24T18:59:59Z', '2026-11-24T18:59:59Z'],
    ['at eight in the evening', '2026-11-24T19:00:00Z', '2026-11-25T07:00:00Z'],
    ['after midnight', '2026-11-24T23:30:00Z', '2026-11-25T07:00:00Z'],
    ['in the night that spring makes shorter', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z'],
    ['in the night that autumn makes longer', '2026-10-24T20:00:00Z', '2026-10-25T07:00:00Z'],
    ['on New Year’s Eve', '2026-12-31T22:00:00Z', '2027-01-01T07:00:00Z'],
  ])('%s', (_when, now, allowed) => {
    expect(nextAllowed(new Date(now), night)).toEqual(new Date(allowed))
  })
})

test('quiet hours of one day, and none at all', () => {
  const noon = { from: '12:00', to: '14:00' }
  expect(nextAllowed(new Date('2026-11-24T12:00:00Z'), noon)).toEqual(new Date('2026-11-24T13:00:00Z'))
  expect(isQuiet(new Date('2026-11-24T14:00:00Z'), noon)).toBe(false)
  expect(isQuiet(new Date('2026-11-24T02:00:00Z'), { from: '00:00', to: '00:00' })).toBe(false)
})

test('an end in the hour that spring leaves out is the instant at which the clock jumps', () => {
  expect(nextAllowed(new Date('2026-03-28T23:00:00Z'), { from: '20:00', to: '02:30' })).toEqual(
    new Date('2026-03-29T01:00:00Z'),
  )
})
