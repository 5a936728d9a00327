import { z } from 'zod'
import { removeClosure as remove } from '#appointments/calendar/save-closure.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Effect } from './calendar-shape.ts'
import { closureParams, placeOfClosure } from './edit-closure.ts'

export const removeClosure = defineRoute({
  id: 'remove-closure',
  method: 'POST',
  path: '/closures/:id/remove',
  summary: 'The days open again',
  params: closureParams,
  body: z.strictObject({ version: z.int32() }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: placeOfClosure },
  answers: { 200: z.object({ effect: Effect }) },
  refusals: { 'not-found': 404, 'edited-meanwhile': 409 },
  async run({ params: { id }, body: { version }, tx, now }) {
    const removed = await remove(tx, { id, version, now })
    if (removed.outcome === 'gone') return refuse('not-found')
    if (removed.outcome === 'changed-meanwhile')
      return refuse('edited-meanwhile', { details: { current: removed.current } })
    const { effect } = removed
    return { status: 200, body: { effect }, audit: { subject: `closure:${id}`, facts: effect } }
  },
})
