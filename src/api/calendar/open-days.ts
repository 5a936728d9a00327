import { z } from 'zod'
import { openDays as open } from '#appointments/calendar/open-days.ts'
import { addDays, instantOf } from '#appointments/local-time.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AtPlace, Days, isKnownPlace, LocalMoment } from './inputs.ts'

export const openDays = defineRoute({
  id: 'open-days',
  method: 'POST',
  path: '/days/open',
  summary: 'Opens further days by the opening hours; before `publicFrom` only the office books them',
  body: z.strictObject({ ...AtPlace, ...Days, publicFrom: LocalMoment.optional() }),
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
    if (body.lastDay > addDays(body.firstDay, 366)) return refuse('too-many-days', { field: 'lastDay' })
    const publicFrom = moment && instantOf(moment)
    if (moment && !publicFrom) return refuse('no-such-time', { field: 'publicFrom' })
    const opened = await open(tx, { ...body, publicFrom, now })
    if (opened.outcome === 'in-the-past') return refuse('day-in-the-past', { field: 'firstDay' })
    if (opened.outcome === 'ends-before-it-begins') return refuse('ends-before-it-begins', { field: 'lastDay' })
    const { slots } = opened
    const { firstDay, lastDay, locationId } = body
    return { status: 200, body: { slots }, audit: { facts: { locationId, firstDay, lastDay, slots } } }
  },
})
