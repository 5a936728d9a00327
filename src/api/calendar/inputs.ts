import { z } from 'zod'
import { addDays, instantOf, startOfDay } from '#appointments/local-time.ts'
import type { Office } from '#appointments/office.ts'

/** A day of the office's calendar. */
export const Day = z.iso.date().refine((day) => day >= '2020-01-01' && day <= '2100-12-31')

/** "HH:MM" by the office's clock. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const SlotMinutes = z.int().min(5).max(480)
export const Capacity = z.int().min(1).max(500)

/** The number of a row, in a path. */
export const RowId = z.coerce.number<string | number>().int().min(1).max(2_147_483_647)

/** A moment by the office's clock, wherever the browser is. */
export const LocalMoment = z.strictObject({ day: Day, time: ClockTime })

/** The id of a department, service or location. */
export const PlaceId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/)

/** Where something is to be done. Without a department in all of them. */
export const AtPlace = { locationId: PlaceId, departmentId: PlaceId.optional() }

/** A department at a location. */
export const AtOne = { locationId: PlaceId, departmentId: PlaceId }

/** From one day to another, both included; at most a year, so that one slip does not open a century. */
export const Days = { firstDay: Day, lastDay: Day }

/** Whole days, or with `from` and `before` parts of the first and the last. */
export const ClosedTime = { ...AtPlace, ...Days, from: ClockTime.optional(), before: ClockTime.optional() }

type Given = { firstDay: string; lastDay: string; from?: string | undefined; before?: string | undefined }

/** The instants of it; what is wrong with it otherwise. */
export function closedTime({
  firstDay,
  lastDay,
  from,
  before,
}: Given):
  | { outcome: 'read'; from: Date; before: Date }
  | { outcome: 'no-such-time' | 'ends-before-it-begins'; field: 'from' | 'before' | 'lastDay' } {
  const start = from === undefined ? startOfDay(firstDay) : instantOf({ day: firstDay, time: from })
  if (!start) return { outcome: 'no-such-time', field: 'from' }
  const end = before === undefined ? startOfDay(addDays(lastDay, 1)) : instantOf({ day: lastDay, time: before })
  if (!end) return { outcome: 'no-such-time', field: 'before' }
  if (end <= start) return { outcome: 'ends-before-it-begins', field: before === undefined ? 'lastDay' : 'before' }
  return { outcome: 'read', from: start, before: end }
}

/** Whether there are such a department and location. */
export function isKnownPlace(
  { departments, locations }: Office,
  { departmentId, locationId }: { departmentId?: string | null | undefined; locationId?: string | null | undefined },
): boolean {
  const isOne = (things: readonly { id: string }[], id: string | null | undefined) =>
    id === undefined || id === null || things.some((thing) => thing.id === id)
  return isOne(departments, departmentId) && isOne(locations, locationId)
}
