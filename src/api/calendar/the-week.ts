import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readWeek } from '#appointments/calendar/read-week.ts'
import type { Database } from '#database.ts'
import { shownDay } from '../today/shown-day.ts'
import { type CalendarWeek, weekShape } from './calendar-shape.ts'
import { Day } from './inputs.ts'

/** Which days of a location are shown: a week, if no other number is said. */
export const shownWeek = {
  params: shownDay.params,
  query: shownDay.query.extend({
    firstDay: Day,
    days: z.coerce.number<string | number>().int().min(1).max(62).default(7),
  }),
} as const

type Shown = { locationId: string; departmentIds: readonly string[]; firstDay: string; days: number }

/** The days as they are now. */
export async function theWeek(database: Database, shown: Shown): Promise<CalendarWeek> {
  const week = weekShape(await readWeek(database, shown))
  return { ...week, fingerprint: createHash('sha256').update(JSON.stringify(week)).digest('base64url') }
}
