import { z } from 'zod'
import { releaseAt } from '#appointments/calendar/release-at.ts'
import { addDays, instantOf } from '#appointments/local-time.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AtPlace, Days, isKnownPlace, LocalMoment } from './inputs.ts'

export const releaseDays = defineRoute({
  id: 'release-days',
  method: 'POST',
  path: '/days/release',
  summary: 'From when on the public may book the times of these days; null: at once',
  body: z.strictObject({ ...AtPlace, ...Days, publicFrom: LocalMoment.nullable() }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ body }) => body },
  answers: { 200: z.object({ slots: z.int() }) },
  refusals: {
    'unknown-place': 422,
    'day-in-the-past': 422,
    'ends-before-it-begins': 422,
    'too-many-days': 422,
    'no-such-time': 422,
  },
  async run({ body: { publicFrom: moment, ...body }, desk, tx, now }) {
    if (!isKnownPlace(desk.office(), body)) return refuse('unknown-place')
    if (body.lastDay < body.firstDay) return refuse('ends-before-it-begins', { field: 'lastDay' })
    if (body.lastDay > addDays(body.firstDay, 366)) return refuse('too-many-days', { field: 'lastDay' })
    const publicFrom = moment === null ? null : instantOf(moment)
    if (publicFrom === undefined) return refuse('no-such-time', { field: 'publicFrom' })
    const set = await releaseAt(tx, { ...body, publicFrom, now })
    if (set.outcome === 'in-the-past') return refuse('day-in-the-past', { field: 'lastDay' })
    const { slots } = set
    const { firstDay, lastDay, locationId } = body
    return { status: 200, body: { slots }, audit: { facts: { locationId, firstDay, lastDay, slots } } }
  },
})
