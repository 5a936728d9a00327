import { describe, expect, test } from 'vitest'
import { readDay } from '#conversation/understanding/day.ts'
import { lexicon } from '#conversation/understanding/lexicon.ts'
import { Words, words } from '#conversation/understanding/words.ts'
import { Language } from '#texts.ts'

describe.each(Language.options)('the words of %s', (language) => {
  test('no phrase is two months or two weekdays', () => {
    for (const [phrase, meanings] of lexicon(language)) {
      const names = meanings.filter(({ is }) => is === 'month' || is === 'weekday')
      expect([phrase, names.length <= 1]).toEqual([phrase, true])
    }
  })

  test('every day of a year is read as Intl writes it, long and short', () => {
    const locales = words(language).locales
    const formats = locales.flatMap((locale) =>
      [
        { dateStyle: 'full' } as const,
        { dateStyle: 'long' } as const,
        { day: 'numeric', month: 'short' } as const,
        { weekday: 'short', day: 'numeric', month: 'long' } as const,
      ].map((options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' })),
    )
    for (let date = new Date(Date.UTC(2027, 0, 1)); date.getUTCFullYear() === 2027; date = nextDay(date)) {
      for (const format of formats) {
        const text = format.format(date)
        const day = date.toISOString().slice(0, 10)
        expect([text, readDay(text, { language, today: '2027-01-01' })]).toEqual([text, day])
      }
    }
  })

  test('a missing or empty list fails the load', () => {
    const complete = words(language)
    expect(Words.safeParse(complete).success).toBe(true)
    expect(Words.safeParse({ ...complete, fillers: [] }).success).toBe(false)
    expect(Words.safeParse({ ...complete, commands: { ...complete.commands, cancel: [] } }).success).toBe(false)
    expect(Words.safeParse({ ...complete, numbers: complete.numbers.slice(1) }).success).toBe(false)
    expect(Words.safeParse({ ...complete, dates: { ...complete.dates, months: [] } }).success).toBe(false)
    expect(Words.safeParse({ ...complete, extra: [] }).success).toBe(false)
  })
})

function nextDay(date: Date): Date {
  return new Date(date.getTime() + 24 * 60 * 60 * 1000)
}
