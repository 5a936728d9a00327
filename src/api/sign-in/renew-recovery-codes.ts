import { z } from 'zod'
import { checkPassword } from '#staff/check-password.ts'
import { renewRecoveryCodes as renew } from '#staff/recovery-codes.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const renewRecoveryCodes = defineRoute({
  id: 'renew-recovery-codes',
  method: 'POST',
  path: '/me/recovery-codes',
  summary: 'Gives ten new recovery codes, this once; the earlier ones end',
  body: z.strictObject({ password: z.string().min(1).max(400) }),
  policy: 'signed-in',
  answers: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
  refusals: { 'wrong-password': 422 },
  limit: { max: 10, minutes: 5 },
  before: ({ body: { password }, desk, principal: { id } }) => checkPassword(desk.database, { staffId: id, password }),
  async run({ before: isRight, tx, principal: { id } }) {
    if (!isRight) return refuse('wrong-password', { field: 'password' })
    const recoveryCodes = await renew(tx, id)
    return { status: 200, body: { recoveryCodes }, audit: { subject: id } }
  },
})
