import { z } from 'zod'
import { defineRoute } from '../route.ts'

export const ways = defineRoute({
  id: 'sign-in-ways',
  method: 'GET',
  path: '/sign-in',
  summary: 'How one can sign in here',
  policy: 'public',
  answers: { 200: z.object({ provider: z.boolean() }) },
  async run({ desk }) {
    return { status: 200, body: { provider: desk.oidc !== undefined } }
  },
})
