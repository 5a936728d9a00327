import type { Choice } from '#message.ts'

export type Day = { day: string; date: number; choice?: Choice | undefined }

/** `weeks` run from Monday to Sunday as everywhere in Germany; days of the neighbouring months are left blank. */
export type Month = { month: string; weeks: readonly (readonly (Day | undefined)[])[] }

/**
 * What is shown at once: a month, but for the end of one. At that the next one follows on the same page, or people would take the
 * one free day they see for all there is.
 */
export function pagesOf(choices: readonly Choice[]): Month[][] {
  const [first, second, ...others] = monthsOf(choices)
  if (first === undefined) return []
  if (second === undefined) return [[first]]
  const months = [second, ...others].map((month) => [month])
  return first.weeks.length > 1 ? [[first], ...months] : [[first, second], ...months.slice(1)]
}

/** From the week of the first free day to that of the last one, by months. */
export function monthsOf(choices: readonly Choice[]): Month[] {
  const byDay = new Map(choices.flatMap((choice) => (choice.day ? [[choice.day, choice] as const] : [])))
  const months = [...byDay.keys()].map((day) => day.slice(0, 7)).sort()
  const [first, last] = [months.at(0), months.at(-1)]
  if (first === undefined || last === undefined) return []
  return monthsBetween(first, last).map((month) => ({
    month,
    weeks: trim(weeksOf(month, byDay), month, { first, last }),
  }))
}

function trim(weeks: (Day | undefined)[][], month: string, { first, last }: { first: string; last: string }) {
  const isFree = (week: (Day | undefined)[]) => week.some((day) => day?.choice)
  const start = month === first ? weeks.findIndex(isFree) : 0
  const end = month === last ? weeks.findLastIndex(isFree) + 1 : weeks.length
  return weeks.slice(start, end)
}

function monthsBetween(first: string, last: string): string[] {
  const months = [first]
  for (let month = first; month < last; months.push(month)) month = isoDay(utc(`${month}-01`, 32)).slice(0, 7)
  return months
}

function weeksOf(month: string, byDay: ReadonlyMap<string, Choice>): (Day | undefined)[][] {
  const blanks = (utc(`${month}-01`).getUTCDay() + 6) % 7
  const days: (Day | undefined)[] = Array.from({ length: blanks }, () => undefined)
  for (let date = 1; isoDay(utc(`${month}-01`, date)).startsWith(month); date++) {
    const day = isoDay(utc(`${month}-01`, date))
    days.push({ day, date, choice: byDay.get(day) })
  }
  while (days.length % 7) days.push(undefined)
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** The `date`-th day counted from a day, which is number 1. */
export function utc(day: string, date = 1): Date {
  const [year = 0, month = 1, first = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, first + date - 1))
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
