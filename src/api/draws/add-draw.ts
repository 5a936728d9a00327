import { z } from 'zod'
import { openDraw } from '#appointments/draws/open-draw.ts'
import { addDays, instantOf } from '#appointments/local-time.ts'
import { AtOne, ClockTime, Days, isKnownPlace, LocalMoment, PlaceId } from '../calendar/inputs.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const addDraw = defineRoute({
  id: 'add-draw',
  method: 'POST',
  path: '/draws',
  summary:
    'Opens a batch of times that are not public yet as a draw: entering from `opens` to `closes`, lots drawn at `draws`, winners confirm within `holdHours`',
  body: z.strictObject({
    ...AtOne,
    ...Days,
    serviceId: PlaceId,
    from: ClockTime.optional(),
    before: ClockTime.optional(),
    opens: LocalMoment,
    closes: LocalMoment,
    draws: LocalMoment,
    holdHours: z.int().min(2).max(168).default(24),
  }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ body }) => body },
  answers: { 200: z.object({ id: z.uuid(), places: z.int(), commitment: z.string() }) },
  refusals: {
    'unknown-place': 422,
    'unknown-service': 422,
    'no-such-time': 422,
    'ends-before-it-begins': 422,
    'too-many-days': 422,
    'draw-order': 422,
    'draw-past': 422,
    'draw-too-soon': 422,
    'draw-no-times': 422,
  },
  async run({ body, desk, tx, now, principal }) {
    if (!isKnownPlace(desk.office(), body)) return refuse('unknown-place')
    if (body.lastDay < body.firstDay) return refuse('ends-before-it-begins', { field: 'lastDay' })
    if (body.lastDay > addDays(body.firstDay, 366)) return refuse('too-many-days', { field: 'lastDay' })
    const opensAt = instantOf(body.opens)
    const closesAt = instantOf(body.closes)
    const drawsAt = instantOf(body.draws)
    if (!opensAt) return refuse('no-such-time', { field: 'opens' })
    if (!closesAt) return refuse('no-such-time', { field: 'closes' })
    if (!drawsAt) return refuse('no-such-time', { field: 'draws' })
    const staffId = principal.kind === 'staff' ? principal.id : undefined
    const opened = await openDraw(tx, desk.keys, { ...body, opensAt, closesAt, drawsAt, staffId, now })
    switch (opened.outcome) {
      case 'opened': {
        const { id, places, commitment } = opened
        const { departmentId, locationId } = body
        const facts = { departmentId, locationId, places, commitment }
        return { status: 200, body: { id, places, commitment }, audit: { subject: id, facts } }
      }
      case 'not-a-service':
        return refuse('unknown-service', { field: 'serviceId' })
      case 'out-of-order':
        return refuse('draw-order', { field: 'closes' })
      case 'closes-in-the-past':
        return refuse('draw-past', { field: 'closes' })
      case 'too-soon':
        return refuse('draw-too-soon', { field: 'firstDay' })
      case 'no-times':
        return refuse('draw-no-times', { field: 'firstDay' })
    }
  },
})
