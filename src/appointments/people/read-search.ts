import { Temporal } from 'temporal-polyfill'
import { readCode } from '../code.ts'

/** What a clerk is looking for, from one line: a code, a date of birth, words of a name, in any order. */
export type Search = { code?: string; dateOfBirth?: string; name?: string }

/** "bcdf-2345", "24.8.1991 Коваль", "Koval Olena". What might be a name is none: a code has a digit, or not one vowel. */
export function readSearch(line: string): Search {
  const whole = readCode(line)
  if (whole !== undefined && isNoName(line)) return { code: whole }
  const parts = line
    .normalize('NFKC')
    .trim()
    .split(/[\s,;]+/u)
  const dates = parts.flatMap((part) => readDate(part) ?? [])
  const codes = parts.flatMap((part) => (isNoName(part) && readDate(part) === undefined ? (readCode(part) ?? []) : []))
  const name = parts.filter((part) => part !== '' && !/\d/.test(part) && !isCode(part)).join(' ')
  const [code] = codes
  const [dateOfBirth] = dates
  return {
    ...(code !== undefined && { code }),
    ...(dateOfBirth !== undefined && { dateOfBirth }),
    ...(name !== '' && { name }),
  }
}

function isCode(word: string): boolean {
  return isNoName(word) && readCode(word) !== undefined
}

/** One code in thirty is of letters alone. */
function isNoName(text: string): boolean {
  return /\d/.test(text) || /^[\s\p{Pd}CDFHJKMNPQRTVWX]+$/iu.test(text)
}

function readDate(text: string): string | undefined {
  const german = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const [, year = '', month = '', day = ''] = iso ?? (german ? [german[0], german[3], german[2], german[1]] : [])
  if (year === '') return undefined
  const fields = { year: Number(year), month: Number(month), day: Number(day) }
  try {
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
