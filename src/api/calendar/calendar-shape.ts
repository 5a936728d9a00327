import { z } from 'zod'
import type { CalendarSlot, Week } from '#appointments/calendar/read-week.ts'
import type { ClosureRow } from '#appointments/calendar/save-closure.ts'
import { Translated } from '#appointments/office.ts'
import { Instant } from '../visits/visit-shape.ts'
import { Capacity, ClockTime, Day, SlotMinutes } from './inputs.ts'

const shared = {
  id: z.int(),
  version: z.int(),
  departmentId: z.string(),
  locationId: z.string(),
  opens: ClockTime,
  closes: ClockTime,
  slotMinutes: SlotMinutes,
  capacity: Capacity,
}

/** `version` is what a change of them must name. */
const WeeklyHours = z.object({ ...shared, weekday: z.int().min(1).max(7) })
const SpecialHours = z.object({ ...shared, day: Day })
export const Hours = z.union([WeeklyHours, SpecialHours])

/** Null closes every department, or every location. */
export const Closure = z.object({
  id: z.int(),
  version: z.int(),
  departmentId: z.string().nullable(),
  locationId: z.string().nullable(),
  firstDay: Day,
  lastDay: Day,
  reason: Translated,
})

const Slot = z.object({
  id: z.int(),
  departmentId: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  time: ClockTime,
  state: z.enum(['open', 'closed', 'blocked']),
  capacity: z.int(),
  booked: z.int(),
  held: z.int(),
  publicFrom: Instant.nullable(),
})

/** `fingerprint` is another one as soon as anything here is. `later`: closures that begin after these days. */
export const CalendarWeek = z.object({
  fingerprint: z.string(),
  hours: z.array(WeeklyHours),
  days: z.array(
    z.object({
      day: Day,
      holiday: z.string().nullable(),
      closures: z.array(Closure),
      special: z.array(SpecialHours),
      slots: z.array(Slot),
    }),
  ),
  later: z.array(Closure),
})

export type CalendarWeek = z.infer<typeof CalendarWeek>

/** What a change of hours or closures did to days that are open already. `kept`: times that somebody has. */
export const Effect = z.object({ opened: z.int(), removed: z.int(), changed: z.int(), kept: z.int() })

export function weekShape({ hours, days, later }: Week): Omit<CalendarWeek, 'fingerprint'> {
  return {
    hours,
    days: days.map(({ slots, closures, ...day }) => ({
      ...day,
      closures: closures.map(closureShape),
      slots: slots.map(slotShape),
    })),
    later: later.map(closureShape),
  }
}

function closureShape(closure: ClosureRow): z.infer<typeof Closure> {
  return { ...closure, reason: Translated.parse(closure.reason) }
}

function slotShape({ startsAt, minutes, publicFrom, ...slot }: CalendarSlot): z.infer<typeof Slot> {
  return {
    ...slot,
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    publicFrom: publicFrom?.toISOString() ?? null,
  }
}
