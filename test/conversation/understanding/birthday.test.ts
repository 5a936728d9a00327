import { describe, expect, test } from 'vitest'
import { readBirthday } from '#conversation/understanding/birthday.ts'
import type { Language } from '#texts.ts'

const today = '2026-11-19'

describe('a date of birth', () => {
  test.each<[Language, string]>([
    ['de', '14.12.1990'],
    ['de', '14. Dezember 1990'],
    ['de', '14/12/1990'],
    ['de', '14-12-1990'],
    ['de', '1990-12-14'],
    ['de', '14 12 1990'],
    ['de', '14121990'],
    ['de', '19901214'],
    ['de', '14.12.90'],
    ['de', '14 12 90'],
    ['en', 'December 14, 1990'],
    ['en', '14th of December 1990'],
    ['uk', '14 грудня 1990 року'],
    ['uk', '14 грудня 1990 р.'],
    ['ru', '14 декабря 1990 г.'],
    ['tr', '14 Aralık 1990'],
    ['ar', '١٤ كانون الأول ١٩٩٠'],
    ['ar', '١٤/١٢/١٩٩٠'],
    ['ar', '۱۴-۱۲-۱۹۹۰'],
    ['ar', '١٤ ديسمبر ١٩٩٠'],
    ['fr', 'le 14 décembre 1990'],
    ['fr', '\u200f14.12.1990'],
  ])('in %s, "%s" is 14 December 1990', (language, text) => {
    expect(readBirthday(text, { language, today })).toEqual({ day: '1990-12-14' })
  })

  test('may be 29 February in a leap year and today', () => {
    expect(readBirthday('29.2.2000', { language: 'de', today })).toEqual({ day: '2000-02-29' })
    expect(readBirthday('19.11.2026', { language: 'de', today })).toEqual({ day: today })
  })

  test.each([
    ['29.2.2001', 'impossible'],
    ['29.2.1900', 'impossible'],
    ['29.2.01', 'impossible'],
    ['31.04.1990', 'impossible'],
    ['12/14/1990', 'impossible'],
    ['00.00.0000', 'impossible'],
    ['99999999', 'impossible'],
    ['20.11.2026', 'future'],
    ['1.1.2100', 'future'],
    ['18.11.1906', 'too-old'],
    ['31.12.1899', 'too-old'],
    ['1.1.0085', 'too-old'],
    ['14.12.', 'unclear'],
    ['14 грудня', 'unclear'],
    ['1990', 'unclear'],
    ['14.12.190', 'unclear'],
    ['tomorrow', 'unclear'],
    ['Dienstag', 'unclear'],
    ['', 'unclear'],
    ['🎂', 'unclear'],
    ['my birthday is 14.12.1990', 'unclear'],
    ['14.12.1990 and 15.12.1990', 'unclear'],
    ['tomorrow 14.12.1990', 'unclear'],
  ] as const)('"%s" is refused as %s', (text, refused) => {
    expect(readBirthday(text, { language: 'en', today })).toEqual({ refused })
  })

  test('is taken up to an age of 120 years', () => {
    expect(readBirthday('19.11.1906', { language: 'de', today })).toEqual({ day: '1906-11-19' })
  })
})

describe('a year of two digits', () => {
  test.each([
    ['14.12.85', { day: '1985-12-14' }],
    ['1.1.00', { day: '2000-01-01' }],
    ['1.1.15', { day: '2015-01-01' }],
    ['1.1.27', { day: '1927-01-01' }],
  ])('"%s" has one century that fits', (text, read) => {
    expect(readBirthday(text, { language: 'de', today })).toEqual(read)
  })

  test.each(['1.1.20', '1.12.16', '19.11.26'])(
    '"%s" may be a child or a very old person and is asked again',
    (text) => {
      expect(readBirthday(text, { language: 'de', today })).toEqual({ refused: 'unclear' })
    },
  )
})
