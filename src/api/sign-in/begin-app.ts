import { z } from 'zod'
import { checkPassword } from '#staff/check-password.ts'
import { prepareApp } from '#staff/new-app.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AppShape, appOf } from './app-shape.ts'

export const beginApp = defineRoute({
  id: 'begin-app',
  method: 'POST',
  path: '/me/app',
  summary:
    'What a new app for codes reads, for who knows the password. The present app counts until the new one has said a code',
  body: z.strictObject({ password: z.string().min(1).max(400) }),
  policy: 'signed-in',
  answers: { 200: z.object({ totp: AppShape }) },
  refusals: { 'wrong-password': 422 },
  limit: { max: 10, minutes: 5 },
  before: ({ body: { password }, desk, principal: { id } }) => checkPassword(desk.database, { staffId: id, password }),
  async run({ before: isRight, desk, principal: { id, email }, session = '', now, language }) {
    if (!isRight) return refuse('wrong-password', { field: 'password' })
    const prepared = prepareApp(desk.keys, { staffId: id, session, now })
    return { status: 200, body: { totp: appOf(desk, { ...prepared, email, language }) }, audit: { subject: id } }
  },
})
