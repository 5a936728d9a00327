import { z } from 'zod'
import { listDraws } from '#appointments/draws/draw.ts'
import { publishDraw } from '#appointments/draws/publish-draw.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { DrawShape, drawShape } from './draw-shape.ts'
import { drawParams, placeOfDraw } from './place-of-draw.ts'

const LotShape = z.object({ number: z.string(), rank: z.int().nullable(), state: z.string() })

export const showDraw = defineRoute({
  id: 'show-draw',
  method: 'GET',
  path: '/draws/:id',
  summary: 'One draw with its list of lots, which is fixed when the window has closed: numbers, never whose they are',
  params: drawParams,
  policy: {
    roles: ['manager'],
    scope: 'calendar:read',
    limitedTo: ({ params, desk }) => placeOfDraw({ params, desk }),
  },
  answers: { 200: z.object({ draw: DrawShape, list: z.array(LotShape) }) },
  async run({ params: { id }, desk, now }) {
    const [draw] = await listDraws(desk.database, id)
    const published = await publishDraw(desk.database, { id, now })
    if (!draw || !published) return refuse('not-found')
    return { status: 200, body: { draw: drawShape(draw, now), list: published.lots } }
  },
  refusals: { 'not-found': 404 },
})
