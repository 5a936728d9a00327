import { z } from 'zod'
import { findHours, type HoursRow } from '#appointments/calendar/hours-row.ts'
import type { SavedHours } from '#appointments/calendar/save-hours.ts'
import type { Place } from '#staff/holds.ts'
import { refuse } from '../problem.ts'
import type { Input } from '../route.ts'
import { Effect, Hours } from './calendar-shape.ts'
import { Capacity, ClockTime, Day, RowId, SlotMinutes } from './inputs.ts'

/** Hours of every such weekday, or of one day in their place: one of the two is named. */
export const HoursBody = {
  weekday: z.int().min(1).max(7).optional(),
  day: Day.optional(),
  opens: ClockTime,
  closes: ClockTime,
  slotMinutes: SlotMinutes,
  capacity: Capacity,
}

const Kind = z.enum(['weekly', 'special'])
export const hoursParams = z.object({ kind: Kind, id: RowId })

export const SavedHoursAnswer = z.object({ hours: Hours, effect: Effect })

export const hoursRefusals = {
  'not-found': 404,
  'unknown-place': 422,
  'weekday-or-day': 422,
  'hours-overlap': 409,
  'hours-too-short': 422,
  'day-in-the-past': 422,
  'edited-meanwhile': 409,
} as const

/** Hours belong where they are: who may change them is judged by that. */
export async function placeOfHours({
  params: { kind, id },
  desk,
}: Input<z.output<typeof hoursParams>, unknown, unknown>): Promise<Place | undefined> {
  return desk.database.transaction((tx) => findHours(tx, kind, id))
}

/** Which of the two it is for. */
export function whenOf({ weekday, day }: { weekday?: number | undefined; day?: string | undefined }) {
  if (weekday !== undefined && day === undefined) return { weekday }
  if (day !== undefined && weekday === undefined) return { day }
  return undefined
}

/** What became of it, as an answer. */
export function savedHours(saved: SavedHours) {
  switch (saved.outcome) {
    case 'saved': {
      const { hours, effect } = saved
      const { departmentId, locationId } = hours
      return {
        status: 200 as const,
        body: { hours, effect },
        audit: { subject: subjectOf(hours), facts: { departmentId, locationId, ...effect } },
      }
    }
    case 'overlaps':
      return refuse('hours-overlap', {
        field: 'opens',
        facts: { opens: saved.hours.opens, closes: saved.hours.closes },
        details: { hours: saved.hours },
      })
    case 'too-short':
      return refuse('hours-too-short', { field: 'closes' })
    case 'in-the-past':
      return refuse('day-in-the-past', { field: 'day' })
    case 'changed-meanwhile':
      return refuse('edited-meanwhile', { details: { current: saved.current } })
    case 'gone':
      return refuse('not-found')
  }
}

function subjectOf(hours: HoursRow): string {
  return `${'day' in hours ? 'special' : 'weekly'}-hours:${hours.id}`
}
