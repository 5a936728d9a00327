import { z } from 'zod'
import { unlink } from '#staff/unlink.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const unlinkMember = defineRoute({
  id: 'unlink-member',
  method: 'POST',
  path: '/staff/:id/unlink',
  summary:
    'The account at the OpenID Connect provider opens this one no more; the next with the same verified address is linked',
  params: z.object({ id: z.uuid() }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'last-administrator': 409 },
  async run({ params: { id }, tx }) {
    const { outcome } = await unlink(tx, { staffId: id })
    if (outcome === 'unknown') return refuse('not-found')
    if (outcome === 'last-administrator') return refuse('last-administrator')
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
