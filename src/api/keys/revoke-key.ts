import { z } from 'zod'
import { revokeApiKey } from '#staff/api-keys.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const revokeKey = defineRoute({
  id: 'revoke-key',
  method: 'POST',
  path: '/keys/:id/revoke',
  summary: 'Ends a key for good',
  params: z.object({ id: z.uuid() }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx, now }) {
    const isRevoked = await revokeApiKey(tx, { id, now })
    return isRevoked ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
