import { z } from 'zod'
import { enable } from '#staff/disable.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const enableMember = defineRoute({
  id: 'enable-member',
  method: 'POST',
  path: '/staff/:id/enable',
  summary: 'Somebody may sign in again',
  params: z.object({ id: z.uuid() }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx }) {
    const { outcome } = await enable(tx, { staffId: id })
    if (outcome === 'unknown') return refuse('not-found')
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
