import { z } from 'zod'
import { endSession } from '#staff/sessions.ts'
import { signIn as signInWith, tryPassword } from '#staff/sign-in.ts'
import { cookies as names } from '../identify.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { sessionCookie } from '../session-cookie.ts'

/** One answer for a wrong e-mail address, password or code, for an account that waits, and for one that does not exist. */
export const signIn = defineRoute({
  id: 'sign-in',
  method: 'POST',
  path: '/sign-in',
  summary: 'Signs in with password and code (of the app, or a recovery code); the session is a cookie',
  body: z.strictObject({
    email: z.string().trim().min(1).max(200),
    password: z.string().min(1).max(400),
    code: z.string().trim().min(1).max(40),
  }),
  policy: 'public',
  answers: { 200: Nothing },
  refusals: { 'wrong-sign-in': 401 },
  limit: { max: 30, minutes: 1 },
  before: ({ body, desk, now }) => tryPassword(desk.database, { ...body, now }),
  async run({ body: { code }, before: account, desk: { keys }, tx, now, cookies }) {
    if (account === undefined) return refuse('wrong-sign-in')
    const signed = await signInWith(tx, keys, { account, code, now })
    if (signed.outcome === 'refused') return refuse('wrong-sign-in')
    const earlier = cookies[names.session]
    if (earlier) await endSession(tx, earlier)
    const { session, staffId } = signed
    return { status: 200, body: {}, cookies: [sessionCookie(session)], audit: { by: staffId, subject: staffId } }
  },
})
