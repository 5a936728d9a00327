import { z } from 'zod'
import { changeApp as change } from '#staff/new-app.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const changeApp = defineRoute({
  id: 'change-app',
  method: 'PUT',
  path: '/me/app',
  summary:
    'Takes the new app with its first code, within 15 minutes and in the same session, and ends all other sessions',
  body: z.strictObject({ sealed: z.string().min(1).max(400), code: z.string().trim().min(1).max(20) }),
  policy: 'signed-in',
  answers: { 200: Nothing },
  refusals: { 'app-too-old': 409, 'wrong-code': 422 },
  limit: { max: 10, minutes: 5 },
  async run({ body, desk: { keys }, tx, principal: { id }, session = '', now }) {
    const { outcome } = await change(tx, keys, { ...body, staffId: id, session, now })
    if (outcome === 'too-old') return refuse('app-too-old')
    if (outcome === 'code') return refuse('wrong-code', { field: 'code' })
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
