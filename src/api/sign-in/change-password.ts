import { z } from 'zod'
import { changePassword as change } from '#staff/change-password.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { passwordRefusals } from './password-refusals.ts'

export const changePassword = defineRoute({
  id: 'change-password',
  method: 'POST',
  path: '/me/password',
  summary: 'Sets a new password and ends all other sessions',
  body: z.strictObject({ current: z.string().min(1).max(400), password: z.string().min(1).max(400) }),
  policy: 'signed-in',
  answers: { 200: Nothing },
  refusals: { 'wrong-password': 422, ...passwordRefusals },
  limit: { max: 10, minutes: 5 },
  async run({ body, desk, principal, session = '' }) {
    const changed = await change(desk.database, { member: principal, session, ...body })
    if (changed.outcome === 'password') return refuse(`password-${changed.fault}`, { field: 'password' })
    if (changed.outcome === 'wrong') return refuse('wrong-password', { field: 'current' })
    return { status: 200, body: {}, audit: { subject: principal.id } }
  },
})
