import { holidayOn } from './holidays.ts'
import type { DaysOff } from './days-off.ts'
import { addDays, localDay, startOfDay, weekdayOf } from './local-time.ts'

/**
 * Whether the office works on a day "YYYY-MM-DD": Monday to Friday, but for North Rhine-Westphalia's public holidays and its own
 * days off.
 */
export function isWorkingDay(day: string, daysOff: DaysOff): boolean {
  return weekdayOf(day) <= 5 && holidayOn(day) === undefined && !daysOff.has(day)
}

/** The last instant from which so many whole working days have passed by `now`. */
export function workingDaysBefore(now: Date, { days, daysOff }: { days: number; daysOff: DaysOff }): Date {
  const isWorking = (each: string) => isWorkingDay(each, daysOff)
  let day = localDay(now)
  let sinceMidnight = now.getTime() - startOfDay(day).getTime()
  if (!isWorking(day)) {
    // Nothing passes on a day off: it is still the end of the last working day.
    while (!isWorking(addDays(day, -1))) day = addDays(day, -1)
    sinceMidnight = 0
  }
  for (let left = days; left > 0;) {
    day = addDays(day, -1)
    if (isWorking(day)) left--
  }
  return new Date(startOfDay(day).getTime() + sinceMidnight)
}
