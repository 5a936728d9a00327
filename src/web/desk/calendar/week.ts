import type { AnswerOf, RouteAt } from '../api.ts'
import { officeTime } from '../clock.ts'
import { language } from '../texts.ts'

export type Week = AnswerOf<RouteAt<'GET', '/locations/:locationId/calendar'>>
export type Day = Week['days'][number]
export type Slot = Day['slots'][number]
export type WeeklyHours = Week['hours'][number]
export type SpecialHours = Day['special'][number]
export type Closure = Day['closures'][number]

/** Days are "YYYY-MM-DD"; as instants they are midnight in UTC, so that no clock moves them. */
const instantOf = (day: string) => new Date(`${day}T00:00:00Z`)

export function addDays(day: string, days: number): string {
  return new Date(instantOf(day).getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

/** 1 is Monday. */
function weekdayOf(day: string): number {
  return instantOf(day).getUTCDay() || 7
}

export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day))
}

/** Today, where the office is. */
export function today(): string {
  return new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(officeTime())
}

const long = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
const range = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })

export const longDay = (day: string) => long.format(instantOf(day))
export const rangeOf = (first: string, last: string) => range.formatRange(instantOf(first), instantOf(last))

/** The name of a weekday; 1 is Monday. */
export const weekdayName = (number: number) => weekday.format(instantOf(addDays('2026-06-01', number - 1)))

/** How a slot stands, for colours and words. */
export type Standing = 'free' | 'full' | 'closed' | 'later'

export function standingOf({ state, booked, held, capacity, publicFrom }: Slot): Standing {
  if (state !== 'open') return 'closed'
  if (booked + held >= capacity) return 'full'
  return publicFrom !== null && new Date(publicFrom) > officeTime() ? 'later' : 'free'
}
