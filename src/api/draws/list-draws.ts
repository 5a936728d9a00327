import { z } from 'zod'
import { listDraws } from '#appointments/draws/draw.ts'
import { reaches } from '../policy.ts'
import { defineRoute } from '../route.ts'
import { DrawShape, drawShape } from './draw-shape.ts'

const policy = { roles: ['manager'], scope: 'calendar:read', limitedTo: 'anywhere' } as const

export const listAllDraws = defineRoute({
  id: 'list-draws',
  method: 'GET',
  path: '/draws',
  summary: 'Draws of batches of times, the newest first, with how many lots have got how far; never whose they are',
  policy,
  answers: { 200: z.object({ draws: z.array(DrawShape) }) },
  async run({ principal, desk, now }) {
    const draws = (await listDraws(desk.database)).filter((draw) => reaches(policy, principal, draw))
    return { status: 200, body: { draws: draws.map((draw) => drawShape(draw, now)) } }
  },
})
