import { instantOf, localDay } from '#appointments/local-time.ts'

/** Ten in the morning at the office: what can wait for the end of the night goes out, whenever the test runs. */
export function byDay(): Date {
  return instantOf({ day: localDay(new Date()), time: '10:00' }) ?? new Date()
}
