import { Temporal } from 'temporal-polyfill'
import { addDays, instantOf, startOfDay, zone } from '#appointments/local-time.ts'
import type { DateOrder } from './mapping.ts'
import type { z } from 'zod'

type Order = z.infer<typeof DateOrder>

/** An instant in UTC ("2023-10-16T06:00:00Z"), or why there is none. */
export type ReadTime =
  | { instant: string }
  | {
      fault:
        'time-format' | 'date-format' | 'no-such-day' | 'no-such-time' | 'missing-hour' | 'foreign-offset' | 'far-away'
    }

/**
 * Dates and times as tools write them: ISO 8601 with or without an offset, or a date in the given order with a time. Without an
 * offset they are the office's (Europe/Berlin): the hour that spring leaves out does not exist, and the one that autumn repeats
 * means its first run. An offset other than UTC must be the one that Berlin had then: otherwise the tool's clock is wrong.
 */
export function timeReader(order: Order) {
  const offsets = new Map<string, number | undefined>()

  return function readTime(text: string): ReadTime {
    const parts = /^(\S+?)(?:[T\s]\s*(\S.*))?$/.exec(text)
    const [, date = '', rest = ''] = parts ?? []
    const day = readDay(date, order)
    if ('fault' in day) return day
    const [, hours, minutes, seconds = '00', offset] =
      /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?(?:\s*Uhr)?$/.exec(rest) ?? []
    if (hours === undefined || minutes === undefined)
      return { fault: /^\d{1,2}:\d\d/.test(rest) ? 'no-such-time' : 'time-format' }
    const wall = Date.parse(`${day.day}T${hours.padStart(2, '0')}:${minutes}:${seconds}Z`)
    const shift = shiftOf(offset)
    if (shift === 0) return at(wall)
    const local = localInstant(day.day, wall)
    if (shift === undefined) return local === undefined ? { fault: 'missing-hour' } : at(local)
    const instant = wall - shift
    if (local === undefined) return { fault: 'missing-hour' }
    return berlinShift(instant) === shift ? at(instant) : { fault: 'foreign-offset' }
  }

  /** Milliseconds. Almost every day has one offset from its first hour to its last, which is worked out once. */
  function localInstant(day: string, wall: number): number | undefined {
    if (!offsets.has(day)) {
      if (offsets.size > 20_000) offsets.clear()
      const start = startOfDay(day).getTime()
      const isEven = startOfDay(addDays(day, 1)).getTime() - start === 24 * 60 * 60 * 1000
      offsets.set(day, isEven ? Date.parse(`${day}T00:00:00Z`) - start : undefined)
    }
    const offset = offsets.get(day)
    if (offset !== undefined) return wall - offset
    const time = new Date(wall).toISOString().slice(11, 19)
    return instantOf({ day, time })?.getTime()
  }
}

function readDay(text: string, order: Order): { day: string } | { fault: 'date-format' | 'no-such-day' | 'far-away' } {
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text)
  const other = orders[order].exec(text)
  const parts = iso ?? other
  if (parts === null) return { fault: 'date-format' }
  const [, first = '', second = '', third = ''] = parts
  const [year, month, date] = iso
    ? [first, second, third]
    : order === 'mm/dd/yyyy'
      ? [third, first, second]
      : [third, second, first]
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const instant = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day) return { fault: 'no-such-day' }
  return year < '2000' || year > '2100' ? { fault: 'far-away' } : { day }
}

const orders: Record<Order, RegExp> = {
  'dd.mm.yyyy': /^(\d\d?)\.(\d\d?)\.(\d{4})$/,
  'dd/mm/yyyy': /^(\d\d?)\/(\d\d?)\/(\d{4})$/,
  'mm/dd/yyyy': /^(\d\d?)\/(\d\d?)\/(\d{4})$/,
}

/** Milliseconds east of UTC. */
function shiftOf(offset: string | undefined): number | undefined {
  if (offset === undefined) return undefined
  if (offset === 'Z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000
}

function berlinShift(instant: number): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
}

function at(milliseconds: number): ReadTime {
  return { instant: `${new Date(milliseconds).toISOString().slice(0, 19)}Z` }
}
