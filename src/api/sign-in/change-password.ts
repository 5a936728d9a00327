import { z } from 'zod'
import { changePassword as change, judgeChange } from '#staff/change-password.ts'
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
  before: ({ body, desk, principal }) => judgeChange(desk.database, { member: principal, ...body }),
  async run({ before: judged, tx, principal: { id }, session = '' }) {
    if (judged.outcome === 'password') return refuse(`password-${judged.fault}`, { field: 'password' })
    if (judged.outcome === 'wrong') return refuse('wrong-password', { field: 'current' })
    const { passwordHash } = judged
    await change(tx, { staffId: id, passwordHash, session })
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
