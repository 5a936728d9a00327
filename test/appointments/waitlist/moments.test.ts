import { describe, expect, test } from 'vitest'
import { offerMinutes } from '#appointments/waitlist/offer-minutes.ts'
import { publicMoment } from '#appointments/waitlist/public-moment.ts'
import { at } from '../small-office.ts'

const daysOff = new Set<string>()

describe('the moment at which a freed time becomes public', () => {
  const far = at('09:00', '2026-12-14')
  const moment = (
    now: Date,
    random = 0,
    startsAt = far,
    blocks = [] as { weekday: number; opens: string; closes: string }[],
  ) => publicMoment({ now, startsAt, blocks, daysOff, random: () => random })

  test('lies within the next working block, anywhere in it', () => {
    const monday = at('10:00', '2026-11-23')
    expect(moment(monday)).toEqual(at('12:00', '2026-11-23'))
    expect(moment(monday, 0.5)).toEqual(at('14:00', '2026-11-23'))
    expect(moment(monday, 0.999999).getTime()).toBeLessThan(at('16:00', '2026-11-23').getTime())
  })

  test.each([
    ['in the afternoon the next morning', at('13:00', '2026-11-23'), at('08:00', '2026-11-24')],
    ['at night the morning', at('03:00', '2026-11-24'), at('08:00', '2026-11-24')],
    ['on a Friday evening the Monday', at('18:00', '2026-11-27'), at('08:00', '2026-11-30')],
    ['before Christmas the next working day', at('17:00', '2026-12-24'), at('08:00', '2026-12-28')],
  ])('is %s', (_, now, expected) => {
    expect(moment(now, 0, at('09:00', '2027-01-20'))).toEqual(expected)
  })

  test('is on no day on which the office does not work', () => {
    const now = at('13:00', '2026-11-23')
    const off = new Set(['2026-11-24', '2026-11-25'])
    expect(publicMoment({ now, startsAt: far, blocks: [], daysOff: off, random: () => 0 })).toEqual(
      at('08:00', '2026-11-26'),
    )
  })

  test('follows the hours of the place', () => {
    const blocks = [{ weekday: 4, opens: '14:00', closes: '18:00' }]
    expect(moment(at('10:00', '2026-11-23'), 0.5, far, blocks)).toEqual(at('16:00', '2026-11-26'))
  })

  test('is at once when a day’s notice would not be left, and never later than that', () => {
    const now = at('17:00', '2026-11-23')
    expect(moment(now, 0.5, at('07:00', '2026-11-25'))).toEqual(now)
    expect(moment(now, 0.999, at('09:00', '2026-11-25')).getTime()).toBeLessThan(at('09:00', '2026-11-24').getTime())
  })
})

test.each([
  [48 * 60, 30],
  [240, 30],
  [120, 15],
  [64, 8],
  [20, 5],
])('%i minutes before its start a time is offered for %i minutes', (left, minutes) => {
  const startsAt = at('12:00')
  expect(offerMinutes({ now: new Date(startsAt.getTime() - left * 60_000), startsAt })).toBe(minutes)
})
