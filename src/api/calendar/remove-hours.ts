import { z } from 'zod'
import { removeHours as remove } from '#appointments/calendar/save-hours.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Effect } from './calendar-shape.ts'
import { hoursParams, placeOfHours } from './edit-hours.ts'

export const removeHours = defineRoute({
  id: 'remove-hours',
  method: 'POST',
  path: '/hours/:kind/:id/remove',
  summary: 'Takes hours away, with the free times that only they gave',
  params: hoursParams,
  body: z.strictObject({ version: z.int32() }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: placeOfHours },
  answers: { 200: z.object({ effect: Effect }) },
  refusals: { 'not-found': 404, 'edited-meanwhile': 409 },
  async run({ params: { kind, id }, body: { version }, tx, now }) {
    const removed = await remove(tx, { kind, id, version, now })
    if (removed.outcome === 'gone') return refuse('not-found')
    if (removed.outcome === 'changed-meanwhile')
      return refuse('edited-meanwhile', { details: { current: removed.current } })
    const { effect } = removed
    return { status: 200, body: { effect }, audit: { subject: `${kind}-hours:${id}`, facts: effect } }
  },
})
