import { z } from 'zod'
import { drawLots } from '#appointments/draws/draw-lots.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { drawParams, placeOfDraw } from './place-of-draw.ts'

export const drawNow = defineRoute({
  id: 'draw-lots',
  method: 'POST',
  path: '/draws/:id/draw',
  summary: 'Draws the lots before their time, once the window has closed; otherwise it happens by itself',
  params: drawParams,
  policy: {
    roles: ['manager'],
    scope: 'calendar:write',
    limitedTo: ({ params, desk }) => placeOfDraw({ params, desk }),
  },
  answers: { 200: z.object({ lots: z.int() }) },
  refusals: { 'draw-open': 409, 'draw-over': 409, 'not-found': 404 },
  async run({ params: { id }, desk, tx, now }) {
    const drawn = await drawLots(tx, desk.keys, { drawId: id, now })
    switch (drawn.outcome) {
      case 'drawn':
        return { status: 200, body: { lots: drawn.lots }, audit: { subject: id, facts: { lots: drawn.lots } } }
      case 'too-early':
        return refuse('draw-open')
      case 'already':
      case 'cancelled':
        return refuse('draw-over')
      case 'not-found':
        return refuse('not-found')
    }
  },
})
