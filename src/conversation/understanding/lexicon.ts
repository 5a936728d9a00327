import type { Language } from '#texts.ts'
import { numberWords } from './number-words.ts'
import { perLanguage } from './per-language.ts'
import { spellings } from './spellings.ts'
import { words } from './words.ts'

/**
 * What a word can mean in a day. Weekdays count from Monday = 1. `days` is a distance from today. `ahead` says that a
 * distance follows ("in", "через", "sonra"). `coming` is the first such day after today, `next` the one of the following
 * ISO week; `theDay` makes a lone number a day of the month ("le 14", "14 числа").
 */
export type Meaning =
  | { is: 'month'; month: number }
  | { is: 'weekday'; weekday: number }
  | { is: 'days'; days: number }
  | { is: 'unit'; unit: 'days' | 'weeks' | 'months'; count?: number }
  | { is: 'number'; digits: string; isOrdinal: boolean }
  | { is: 'ahead' | 'this' | 'coming' | 'next' | 'theDay' | 'noise' }

/** Every phrase of a language that can stand in a day, with its meanings: Intl's month and weekday names, and words.json. */
export const lexicon = perLanguage((language) => {
  const found = new Map<string, Meaning[]>()
  for (const [text, meaning] of entries(language)) {
    for (const spelling of spellings(text)) {
      const known = found.get(spelling) ?? []
      const isNew = !known.some((other) => JSON.stringify(other) === JSON.stringify(meaning))
      found.set(spelling, isNew ? [...known, meaning] : known)
    }
  }
  return found
})

function entries(language: Language): [string, Meaning][] {
  const { dates, fillers, locales } = words(language)
  const all = (texts: readonly string[], meaning: Meaning) => texts.map((text): [string, Meaning] => [text, meaning])
  return [
    ...names(locales, dates.months, monthNames, (month) => ({ is: 'month', month })),
    ...names(locales, dates.weekdays, weekdayNames, (weekday) => ({ is: 'weekday', weekday })),
    ...all(dates.yesterday, { is: 'days', days: -1 }),
    ...all(dates.today, { is: 'days', days: 0 }),
    ...all(dates.tomorrow, { is: 'days', days: 1 }),
    ...all(dates.dayAfterTomorrow, { is: 'days', days: 2 }),
    ...all(dates.weekFromToday, { is: 'days', days: 7 }),
    ...all(dates.day, { is: 'unit', unit: 'days' }),
    ...all(dates.week, { is: 'unit', unit: 'weeks' }),
    ...all(dates.month, { is: 'unit', unit: 'months' }),
    ...all(dates.twoDays, { is: 'unit', unit: 'days', count: 2 }),
    ...all(dates.twoWeeks, { is: 'unit', unit: 'weeks', count: 2 }),
    ...all(dates.ahead, { is: 'ahead' }),
    ...all(dates.this, { is: 'this' }),
    ...all(dates.coming, { is: 'coming' }),
    ...all(dates.next, { is: 'next' }),
    ...all(dates.ofTheMonth, { is: 'theDay' }),
    ...all([...dates.noise, ...fillers], { is: 'noise' }),
    ...[...numberWords(language)].map(([word, number]): [string, Meaning] => [
      word,
      { is: 'number', digits: String(number), isOrdinal: false },
    ]),
  ]
}

function names(
  locales: readonly string[],
  extras: readonly (readonly string[])[],
  ofIntl: (locale: string, number: number) => string[],
  meaning: (number: number) => Meaning,
): [string, Meaning][] {
  return extras.flatMap((extra, index) =>
    [...locales.flatMap((locale) => ofIntl(locale, index + 1)), ...extra].map((name): [string, Meaning] => [
      name,
      meaning(index + 1),
    ]),
  )
}

/** Long and short, alone ("грудень") and in a date ("грудня"). */
function monthNames(locale: string, month: number): string[] {
  const date = new Date(Date.UTC(2024, month - 1, 15))
  return (['long', 'short'] as const).flatMap((width) =>
    [{ month: width }, { month: width, day: 'numeric' } as const].map((options) =>
      part(locale, { ...options, calendar: 'gregory' }, date, 'month'),
    ),
  )
}

function weekdayNames(locale: string, weekday: number): string[] {
  const aMonday = 1
  const date = new Date(Date.UTC(2024, 0, aMonday + weekday - 1))
  return (['long', 'short'] as const).map((width) => part(locale, { weekday: width }, date, 'weekday'))
}

function part(locale: string, options: Intl.DateTimeFormatOptions, date: Date, type: string): string {
  const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(date)
  return parts.find((each) => each.type === type)?.value ?? ''
}
