import { Temporal } from 'temporal-polyfill'
import type { Language } from '#texts.ts'
import { calendarDay } from './calendar-day.ts'
import { inAnyLanguage } from './in-any-language.ts'
import { spokenDay } from './spoken-day.ts'

type Day = Temporal.PlainDate
type Refused = { refused: 'impossible' | 'future' | 'too-old' | 'unclear' }

const earliestYear = 1900
const highestAge = 120
/** An age that somebody may well reach: "16" as a year stays open while a child and such a person are both possible. */
const ageStillLikely = 110

/**
 * A date of birth as 'YYYY-MM-DD': day first or ISO, with a year. A year of two digits counts where only one century
 * fits a living person, otherwise it is unclear.
 */
export function readBirthday(
  text: string,
  { language, today }: { language: Language; today: string },
): { day: string } | Refused {
  const now = Temporal.PlainDate.from(today)
  const written = inAnyLanguage(language, (each) => writtenDate(text, each))
  if (written === undefined) return { refused: 'unclear' }
  const { year, ...dayAndMonth } = written
  const days = yearsMeant(year)
    .map((each) => calendarDay({ ...dayAndMonth, year: each }))
    .filter((day) => day !== undefined)
  if (days.length === 0) return { refused: 'impossible' }
  const [day, another] = days.length === 1 ? days : days.filter((each) => isLikely(each, now))
  if (day === undefined || another !== undefined) return { refused: 'unclear' }
  if (Temporal.PlainDate.compare(day, now) > 0) return { refused: 'future' }
  return day.year < earliestYear || isOlderThan(highestAge, day, now) ? { refused: 'too-old' } : { day: day.toString() }
}

function writtenDate(text: string, language: Language): { day: number; month: number; year: string } | undefined {
  const { date, ...others } = spokenDay(text, language) ?? {}
  const isMore = Object.keys(others).some((part) => part !== 'isTheDay' && part !== 'weekday')
  if (date === undefined || isMore) return undefined
  const { day, month, year = '' } = date
  return year.length === 2 || year.length === 4 ? { day, month, year } : undefined
}

function yearsMeant(year: string): number[] {
  return year.length === 4 ? [Number(year)] : [1900 + Number(year), 2000 + Number(year)]
}

function isLikely(day: Day, now: Day): boolean {
  return Temporal.PlainDate.compare(day, now) <= 0 && !isOlderThan(ageStillLikely, day, now)
}

function isOlderThan(years: number, day: Day, now: Day): boolean {
  return Temporal.PlainDate.compare(day, now.subtract({ years })) < 0
}
