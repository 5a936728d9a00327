import { holidayOn } from './holidays.ts'
import { addDays, instantOf, weekdayOf } from './local-time.ts'

type Hours = {
  departmentId: string
  locationId: string
  opens: string
  closes: string
  slotMinutes: number
  capacity: number
}

/** A weekly template in local time; `weekday` 1 is Monday. */
export type OpeningHours = Hours & { weekday: number }

/** Hours of one day "YYYY-MM-DD" in place of the weekday's, also on a public holiday. */
export type SpecialHours = Hours & { day: string }

/** Days "YYYY-MM-DD" on which nothing opens. Null closes every department, or every location. */
export type Closure = { departmentId: string | null; locationId: string | null; firstDay: string; lastDay: string }

export type PlannedSlot = {
  departmentId: string
  locationId: string
  startsAt: Date
  minutes: number
  capacity: number
}

export type Template = {
  hours: readonly OpeningHours[]
  special?: readonly SpecialHours[]
  closures: readonly Closure[]
  firstDay: string
  lastDay: string
}

/**
 * The slots that the hours give between two days: none on closed days, in the hour that spring leaves out, or after `closes`,
 * and on North Rhine-Westphalia's public holidays only special ones. `startOf` turns local times into instants.
 */
export function planSlots(template: Template, startOf = instantOf): PlannedSlot[] {
  return daysFrom(template.firstDay, template.lastDay).flatMap((day) =>
    hoursOf(template, day).flatMap((open) => slotsOf(open, day, startOf)),
  )
}

/** The hours that count on a day. */
function hoursOf({ hours, special = [], closures }: Omit<Template, 'firstDay' | 'lastDay'>, day: string): Hours[] {
  const instead = special.filter((open) => open.day === day)
  const isSpecial = (open: Hours) => instead.some((other) => isSamePlace(open, other))
  const usual =
    holidayOn(day) !== undefined ? [] : hours.filter((open) => open.weekday === weekdayOf(day) && !isSpecial(open))
  return [...usual, ...instead].filter((open) => !closures.some((closure) => closes(closure, open, day)))
}

function isSamePlace(one: Hours, other: Hours): boolean {
  return one.departmentId === other.departmentId && one.locationId === other.locationId
}

function slotsOf(open: Hours, day: string, startOf: typeof instantOf): PlannedSlot[] {
  const { departmentId, locationId, slotMinutes: minutes, capacity } = open
  const count = Math.floor((minutesOf(open.closes) - minutesOf(open.opens)) / minutes)
  return Array.from({ length: count }, (_, index) => clock(minutesOf(open.opens) + index * minutes))
    .flatMap((time) => startOf({ day, time }) ?? [])
    .map((startsAt) => ({ departmentId, locationId, startsAt, minutes, capacity }))
}

function closes(closure: Closure, open: Hours, day: string): boolean {
  return (
    closure.firstDay <= day &&
    day <= closure.lastDay &&
    (closure.departmentId ?? open.departmentId) === open.departmentId &&
    (closure.locationId ?? open.locationId) === open.locationId
  )
}

export function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
