import { addDays, instantOf, localDay, localTime } from './local-time.ts'
import { rules } from './rules.ts'

/** Local times "HH:MM": from `from` until `to`, over midnight where `from` is later, nobody is disturbed. Equal: never quiet. */
export type Quiet = { from: string; to: string }

/** Whether it is quiet at this instant, by the office's clock. */
export function isQuiet(now: Date, { from, to }: Quiet = rules.quiet): boolean {
  const time = localTime(now)
  return from <= to ? time >= from && time < to : time >= from || time < to
}

/** The first instant from `now` on at which somebody may be told something that can wait; `now` itself outside quiet hours. */
export function nextAllowed(now: Date, quiet: Quiet = rules.quiet): Date {
  if (!isQuiet(now, quiet)) return now
  const today = localDay(now)
  const day = localTime(now) < quiet.to ? today : addDays(today, 1)
  // The hour that spring leaves out ends when it would have begun.
  return instantOf({ day, time: quiet.to }) ?? firstAfter(now, quiet)
}

function firstAfter(now: Date, quiet: Quiet): Date {
  const minute = 60 * 1000
  let instant = new Date(Math.floor(now.getTime() / minute) * minute)
  while (isQuiet(instant, quiet)) instant = new Date(instant.getTime() + minute)
  return instant
}
