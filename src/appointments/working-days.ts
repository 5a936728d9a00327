import { isHoliday } from 'feiertagejs'
import { addDays, localDay, startOfDay, weekdayOf } from './local-time.ts'

/** Whether the office works on a day "YYYY-MM-DD": Monday to Friday, but for North Rhine-Westphalia's public holidays. */
export function isWorkingDay(day: string): boolean {
  return weekdayOf(day) <= 5 && !isHoliday(day, 'NW')
}

/** The last instant from which so many whole working days have passed by `now`. */
export function workingDaysBefore(now: Date, days: number): Date {
  let day = localDay(now)
  let sinceMidnight = now.getTime() - startOfDay(day).getTime()
  if (!isWorkingDay(day)) {
    // Nothing passes on a day off: it is still the end of the last working day.
    while (!isWorkingDay(addDays(day, -1))) day = addDays(day, -1)
    sinceMidnight = 0
  }
  for (let left = days; left > 0;) {
    day = addDays(day, -1)
    if (isWorkingDay(day)) left--
  }
  return new Date(startOfDay(day).getTime() + sinceMidnight)
}
