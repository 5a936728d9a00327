import { z } from 'zod'
import { acceptInvitation as accept, judgeAcceptance } from '#staff/accept-invitation.ts'
import { NewMember } from '#staff/add-member.ts'
import { browserCookie } from '../browser-cookie.ts'
import { cookies as names } from '../identify.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { sessionCookie } from '../session-cookie.ts'
import { passwordRefusals } from './password-refusals.ts'

export const acceptInvitation = defineRoute({
  id: 'accept-invitation',
  method: 'POST',
  path: '/invitations/accept',
  summary: 'Sets password and app, signs in, and gives the recovery codes, this once',
  body: z.strictObject({
    token: z.string().min(1).max(100),
    sealed: z.string().min(1).max(400),
    password: z.string().min(1).max(400),
    code: z.string().trim().min(1).max(20),
    ...NewMember.partial().shape,
  }),
  policy: 'public',
  answers: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
  refusals: {
    'invitation-used': 410,
    'invitation-expired': 410,
    'invitation-unknown': 404,
    'wrong-code': 422,
    'page-too-old': 409,
    'who-is-missing': 422,
    'email-taken': 409,
    ...passwordRefusals,
  },
  limit: { max: 30, minutes: 1 },
  before({ body: { name, email, ...body }, desk: { database, keys }, now }) {
    const who = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
    return judgeAcceptance({ database, keys, now }, { ...body, ...who })
  },
  async run({ before: judged, desk, tx, now, cookies, address }) {
    switch (judged.outcome) {
      case 'good': {
        const { account } = judged
        const from = { address, browser: cookies[names.browser] }
        const accepted = await accept(tx, desk.keys, { account, from, now })
        if (accepted.outcome !== 'accepted')
          return accepted.outcome === 'used' ? refuse('invitation-used') : refuse('email-taken', { field: 'email' })
        const { session, browser, recoveryCodes } = accepted
        const kept = [sessionCookie(session), browserCookie(browser)]
        const audit = { by: account.staffId, subject: account.staffId }
        return { status: 200, body: { recoveryCodes }, cookies: kept, audit }
      }
      case 'password':
        return refuse(`password-${judged.fault}`, { field: 'password' })
      case 'code':
        return refuse('wrong-code', { field: 'code' })
      case 'sealed':
        return refuse('page-too-old')
      case 'nameless':
        return refuse('who-is-missing', { field: 'name' })
      case 'used':
      case 'expired':
      case 'unknown':
        return refuse(`invitation-${judged.outcome}`)
    }
  },
})
