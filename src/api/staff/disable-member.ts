import { z } from 'zod'
import { disable } from '#staff/disable.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const disableMember = defineRoute({
  id: 'disable-member',
  method: 'POST',
  path: '/staff/:id/disable',
  summary: 'Somebody is out at once and stays out',
  params: z.object({ id: z.uuid() }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'last-administrator': 409 },
  async run({ params: { id }, tx, now }) {
    const { outcome } = await disable(tx, { staffId: id, now })
    if (outcome === 'unknown') return refuse('not-found')
    if (outcome === 'last-administrator') return refuse('last-administrator')
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
