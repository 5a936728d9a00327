import { Temporal } from 'temporal-polyfill'

export const zone = 'Europe/Berlin'

/** The office's day "YYYY-MM-DD" of an instant. */
export function localDay(instant: Date): string {
  return zoned(instant).toPlainDate().toString()
}

/** The office's time "HH:MM" of an instant. */
export function localTime(instant: Date): string {
  return zoned(instant).toPlainTime().toString({ smallestUnit: 'minute' })
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** The day's first instant: 00:00, wherever that is in UTC. */
export function startOfDay(day: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}

/** Undefined in the hour that spring leaves out. The hour that autumn repeats means its first run. */
export function instantOf({ day, time }: { day: string; time: string }): Date | undefined {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time))
  const instant = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return instant.toPlainDateTime().equals(local) ? new Date(instant.epochMilliseconds) : undefined
}

function zoned(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}
