import { z } from 'zod'
import { cancelDraw } from '#appointments/draws/cancel-draw.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { drawParams, placeOfDraw } from './place-of-draw.ts'

export const callOffDraw = defineRoute({
  id: 'cancel-draw',
  method: 'POST',
  path: '/draws/:id/cancel',
  summary:
    'Calls a draw off before its lots are drawn: everybody in it is told, its times become public the next morning',
  params: drawParams,
  policy: {
    roles: ['manager'],
    scope: 'calendar:write',
    limitedTo: ({ params, desk }) => placeOfDraw({ params, desk }),
  },
  answers: { 200: z.object({ lots: z.int() }) },
  refusals: { 'draw-over': 409 },
  async run({ params: { id }, tx, now }) {
    const cancelled = await cancelDraw(tx, { drawId: id, now })
    if (cancelled.outcome === 'already') return refuse('draw-over')
    return { status: 200, body: { lots: cancelled.lots }, audit: { subject: id, facts: { lots: cancelled.lots } } }
  },
})
