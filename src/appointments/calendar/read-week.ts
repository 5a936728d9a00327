import type { Tx } from '#database.ts'
import { holidayOn } from '../holidays.ts'
import { addDays, localDay, localTime, startOfDay } from '../local-time.ts'
import { daysFrom } from '../plan-slots.ts'
import { type CalendarTemplate, readTemplate } from './read-template.ts'
import type { ClosureRow } from './save-closure.ts'

/** `departmentIds`: without them all. `days`: how many, from `firstDay` on. */
export type WeekWish = {
  locationId: string
  departmentIds?: readonly string[] | undefined
  firstDay: string
  days?: number
}

/** Before `publicFrom` only the desk books it. */
export type CalendarSlot = {
  id: number
  departmentId: string
  startsAt: Date
  time: string
  minutes: number
  state: 'open' | 'closed' | 'blocked'
  capacity: number
  booked: number
  held: number
  publicFrom: Date | null
}

/** `holiday` is the German name. `special` stands in place of the weekly hours where there is any. */
export type CalendarDay = {
  day: string
  holiday: string | null
  closures: ClosureRow[]
  special: CalendarTemplate['special']
  slots: CalendarSlot[]
}

/** `later`: closures that begin after these days. */
export type Week = { hours: CalendarTemplate['hours']; days: CalendarDay[]; later: ClosureRow[] }

/** The calendar of one place: its weekly hours, and day by day what is open, closed, booked and held. */
export async function readWeek(tx: Tx, { locationId, departmentIds, firstDay, days = 7 }: WeekWish): Promise<Week> {
  const { hours, special, closures } = await readTemplate(tx)
  const lastDay = addDays(firstDay, days - 1)
  const isShown = (row: { departmentId: string | null; locationId: string | null }) =>
    (row.locationId ?? locationId) === locationId &&
    (row.departmentId === null || (departmentIds?.includes(row.departmentId) ?? true))
  const slots = await tx.query<Omit<CalendarSlot, 'time'>>({
    name: 'read-week',
    text: `
      SELECT id, department_id AS "departmentId", starts_at AS "startsAt", minutes, state, capacity, booked, held,
        public_from AS "publicFrom"
      FROM slot
      WHERE location_id = $1 AND starts_at >= $2 AND starts_at < $3 AND ($4::text[] IS NULL OR department_id = ANY ($4))
      ORDER BY starts_at, department_id`,
    values: [locationId, startOfDay(firstDay), startOfDay(addDays(lastDay, 1)), departmentIds ?? null],
  })
  const byDay = Map.groupBy(slots, ({ startsAt }) => localDay(startsAt))
  return {
    hours: hours.filter(isShown),
    days: daysFrom(firstDay, lastDay).map((day) => ({
      day,
      holiday: holidayOn(day) ?? null,
      closures: closures.filter((closure) => isShown(closure) && closure.firstDay <= day && day <= closure.lastDay),
      special: special.filter((open) => isShown(open) && open.day === day),
      slots: (byDay.get(day) ?? []).map((slot) => ({ ...slot, time: localTime(slot.startsAt) })),
    })),
    later: closures
      .filter((closure) => isShown(closure) && closure.firstDay > lastDay)
      .toSorted((one, other) => one.firstDay.localeCompare(other.firstDay) || one.id - other.id),
  }
}
