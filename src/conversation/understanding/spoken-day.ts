import type { Language } from '#texts.ts'
import type { Meaning } from './lexicon.ts'
import { meanings } from './meanings.ts'

type Unit = Extract<Meaning, { is: 'unit' }>
type Number = Extract<Meaning, { is: 'number' }>

/** The parts of a day that somebody spoke of, each at most once, in whatever order. `year` is as typed. */
export type SpokenDay = {
  date?: { day: number; month: number; year?: string }
  weekday?: number
  days?: number
  unit?: Unit
  number?: Number
  isAhead?: true
  isTheDay?: true
  nearness?: 'this' | 'coming' | 'next'
}

/** Collects the parts of a day; undefined when a word is unknown or a part comes twice. */
export function spokenDay(text: string, language: Language): SpokenDay | undefined {
  const found = meanings(text, language)
  if (found === undefined || found.length === 0) return undefined
  const numbers: Number[] = []
  const months: number[] = []
  const numeric: string[][] = []
  const day: SpokenDay = {}
  for (const meaning of found) {
    switch (meaning.is) {
      case 'number':
        numbers.push(meaning)
        break
      case 'month':
        months.push(meaning.month)
        break
      case 'date':
        numeric.push(meaning.digits)
        break
      case 'weekday':
        if (day.weekday !== undefined) return undefined
        day.weekday = meaning.weekday
        break
      case 'days':
        if (day.days !== undefined) return undefined
        day.days = meaning.days
        break
      case 'unit':
        if (day.unit !== undefined) return undefined
        day.unit = meaning
        break
      case 'this':
      case 'coming':
      case 'next':
        if (day.nearness !== undefined) return undefined
        day.nearness = meaning.is
        break
      case 'ahead':
        day.isAhead = true
        break
      case 'theDay':
        day.isTheDay = true
        break
      case 'noise':
        break
    }
  }
  return withNumbers(day, { numbers, months, numeric })
}

function withNumbers(
  day: SpokenDay,
  { numbers, months, numeric }: { numbers: Number[]; months: number[]; numeric: string[][] },
): SpokenDay | undefined {
  const digits = numbers.map((number) => number.digits)
  const [month, anotherMonth] = months
  const [typed, anotherTyped] = numeric
  if (anotherMonth !== undefined || anotherTyped !== undefined) return undefined
  if (month !== undefined) return typed === undefined ? withMonth(day, month, digits) : undefined
  if (typed !== undefined) return digits.length === 0 ? withDate(day, typed) : undefined
  const [number, ...more] = numbers
  if (number === undefined) return day
  if (more.length === 2) return withDate(day, digits)
  if (more.length > 0) return undefined
  return number.digits.length === 8 ? withDate(day, eightDigits(number.digits)) : { ...day, number }
}

/** "14 December 2026", "December 14, 26", "2026 December 14". */
function withMonth(day: SpokenDay, month: number, digits: readonly string[]): SpokenDay | undefined {
  const [first = '', second, ...more] = digits
  if (more.length > 0) return undefined
  const [number, year] = first.length === 4 && second !== undefined ? [second, first] : [first, second]
  if (!/^\d{1,2}$/.test(number)) return undefined
  return { ...day, date: { day: Number(number), month, ...(year === undefined ? {} : { year }) } }
}

/** Day first, as everywhere in Germany, unless the first number can only be a year. */
function withDate(day: SpokenDay, digits: readonly string[]): SpokenDay | undefined {
  const isYearFirst = digits[0]?.length === 4
  const [number = '', month = '', year] = isYearFirst ? digits.toReversed() : digits
  if (!/^\d{1,2}$/.test(number) || !/^\d{1,2}$/.test(month)) return undefined
  return { ...day, date: { day: Number(number), month: Number(month), ...(year === undefined ? {} : { year }) } }
}

/** ddmmyyyy, or yyyymmdd: of the years 1900 to 2099 no eight digits are both. */
function eightDigits(digits: string): string[] {
  const isYearFirst = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])/.test(digits)
  return isYearFirst
    ? [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
    : [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)]
}
