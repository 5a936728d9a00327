import { z } from 'zod'
import { findClosure, type SavedClosure } from '#appointments/calendar/save-closure.ts'
import type { Place } from '#staff/holds.ts'
import { refuse } from '../problem.ts'
import type { Input } from '../route.ts'
import { OfficeTexts } from '../office/texts.ts'
import { Closure, Effect } from './calendar-shape.ts'
import { Days, RowId } from './inputs.ts'

export const ClosureBody = { ...Days, reason: OfficeTexts }
export const closureParams = z.object({ id: RowId })
export const SavedClosureAnswer = z.object({ closure: Closure, effect: Effect })

export const closureRefusals = {
  'not-found': 404,
  'unknown-place': 422,
  'closure-in-the-past': 422,
  'ends-before-it-begins': 422,
  'closure-has-people': 409,
  'edited-meanwhile': 409,
} as const

export async function placeOfClosure({
  params: { id },
  desk,
}: Input<z.output<typeof closureParams>, unknown, unknown>): Promise<Place | undefined> {
  const row = await findClosure(desk.database, id)
  return row ? { departmentId: row.departmentId ?? undefined, locationId: row.locationId ?? undefined } : undefined
}

/** What became of it, as an answer. */
export function savedClosure(saved: SavedClosure) {
  switch (saved.outcome) {
    case 'saved': {
      const { closure, effect } = saved
      const { firstDay, lastDay } = closure
      return {
        status: 200 as const,
        body: { closure: Closure.parse(closure), effect },
        audit: { subject: `closure:${closure.id}`, facts: { firstDay, lastDay, ...effect } },
      }
    }
    case 'in-the-past':
      return refuse('closure-in-the-past', { field: 'firstDay' })
    case 'ends-before-it-begins':
      return refuse('ends-before-it-begins', { field: 'lastDay' })
    case 'has-people':
      return refuse('closure-has-people', { facts: { count: saved.count } })
    case 'changed-meanwhile':
      return refuse('edited-meanwhile', { details: { current: saved.current } })
    case 'gone':
      return refuse('not-found')
  }
}
