import { Temporal } from 'temporal-polyfill'
import type { Language } from '#texts.ts'
import { calendarDay } from './calendar-day.ts'
import { inAnyLanguage } from './in-any-language.ts'
import { spokenDay, type SpokenDay } from './spoken-day.ts'

type Day = Temporal.PlainDate

/**
 * The day a text names as 'YYYY-MM-DD': a date (day first), a weekday, a distance from `today`. Without a year it is the
 * next such day, today included; a weekday is the next one after today; a past day comes only from a written year. A
 * bare number is no day, nor is anything with a word that has no meaning for days.
 */
export function readDay(text: string, { language, today }: { language: Language; today: string }): string | undefined {
  const from = Temporal.PlainDate.from(today)
  return inAnyLanguage(language, (each) => {
    const spoken = spokenDay(text, each)
    if (spoken === undefined) return undefined
    for (const read of [onDate, onDayOfMonth, onWeekday, inDays, ahead]) {
      const day = read(spoken, from)
      if (day !== undefined) return day.toString()
    }
    return undefined
  })
}

/** Why a text that names a date is no day: the calendar has none such, or it falls on another weekday than was said. */
export function faultOfDay(
  text: string,
  { language, today }: { language: Language; today: string },
): 'impossible' | 'weekday' | undefined {
  const from = Temporal.PlainDate.from(today)
  return inAnyLanguage(language, (each) => {
    const { date, weekday, ...others } = spokenDay(text, each) ?? {}
    if (date === undefined || isAny(others)) return undefined
    if (onDate({ date }, from) === undefined) return 'impossible'
    return onDate({ date, ...(weekday !== undefined && { weekday }) }, from) === undefined ? 'weekday' : undefined
  })
}

/** Each of these reads one way of speaking and refuses when anything else was said besides. */
function onDate({ date, weekday, ...others }: SpokenDay, today: Day): Day | undefined {
  if (date === undefined || isAny(others)) return undefined
  const { year, ...dayAndMonth } = date
  if (year === undefined) return ifWeekday(weekday, nextOccurrence(dayAndMonth, today))
  if (year.length !== 2 && year.length !== 4) return undefined
  const century = year.length === 2 ? 2000 : 0
  return ifWeekday(weekday, calendarDay({ ...dayAndMonth, year: century + Number(year) }))
}

function onDayOfMonth({ number, isTheDay, weekday, ...others }: SpokenDay, today: Day): Day | undefined {
  if (number === undefined || isAny(others) || !/^\d{1,2}$/.test(number.digits)) return undefined
  if (isTheDay !== true && !number.isOrdinal && weekday === undefined) return undefined
  const day = Number(number.digits)
  // Of three months in a row from this one, one has a 31st that is still to come.
  const found = [0, 1, 2]
    .map((months) => today.with({ day: 1 }).add({ months }))
    .map(({ year, month }) => calendarDay({ year, month, day }))
    .find((each) => each !== undefined && isFrom(today, each))
  return ifWeekday(weekday, found)
}

/**
 * "Next Tuesday" is the one of the following ISO week where the language says "next" (en, de, uk, ru, tr gelecek), and
 * the first to come where it says "coming" (fr prochain, ar القادم, tr önümüzdeki, de kommend).
 */
function onWeekday({ weekday, nearness, unit, isAhead, ...others }: SpokenDay, today: Day): Day | undefined {
  if (weekday === undefined || isAny(others)) return undefined
  const isInWeek = isAhead === undefined || (unit !== undefined && nearness !== undefined)
  if (!isInWeek) return undefined
  const inThisWeek = today.add({ days: weekday - today.dayOfWeek })
  if (unit === undefined) return nearness === 'next' ? inThisWeek.add({ weeks: 1 }) : firstAfter(today, weekday)
  if (unit.unit !== 'weeks' || unit.count !== undefined || nearness === undefined) return undefined
  return nearness === 'this' ? inThisWeek : inThisWeek.add({ weeks: 1 })
}

function inDays({ days, weekday, ...others }: SpokenDay, today: Day): Day | undefined {
  return days === undefined || isAny(others) ? undefined : ifWeekday(weekday, today.add({ days }))
}

/** "in 3 days", "tomorrow in a week", "Tuesday in two weeks"; without a number it is one. */
function ahead({ isAhead, unit, number, days, weekday, ...others }: SpokenDay, today: Day): Day | undefined {
  if (isAhead !== true || unit === undefined || isAny(others)) return undefined
  if (number !== undefined && (unit.count !== undefined || !/^\d{1,3}$/.test(number.digits))) return undefined
  const distance = { [unit.unit]: unit.count ?? Number(number?.digits ?? 1) }
  if (weekday === undefined) return today.add({ days: days ?? 0 }).add(distance)
  return unit.unit === 'weeks' && days === undefined ? firstAfter(today, weekday).add(distance) : undefined
}

function nextOccurrence(dayAndMonth: { day: number; month: number }, today: Day): Day | undefined {
  const yearsBetweenLeapYears = 8
  for (let year = today.year; year <= today.year + yearsBetweenLeapYears; year++) {
    const day = calendarDay({ ...dayAndMonth, year })
    if (day !== undefined && isFrom(today, day)) return day
  }
  return undefined
}

function firstAfter(today: Day, weekday: number): Day {
  const distance = (weekday - today.dayOfWeek + 7) % 7
  return today.add({ days: distance === 0 ? 7 : distance })
}

function isFrom(today: Day, day: Day): boolean {
  return Temporal.PlainDate.compare(day, today) >= 0
}

/** A day whose named weekday is another contradicts itself. */
function ifWeekday(weekday: number | undefined, day: Day | undefined): Day | undefined {
  return weekday === undefined || day?.dayOfWeek === weekday ? day : undefined
}

/** Whether anything else was said; an article ("le mardi", "am 14.") adds nothing. */
function isAny(others: Partial<SpokenDay>): boolean {
  return Object.keys(others).some((part) => part !== 'isTheDay')
}
