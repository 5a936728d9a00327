import { z } from 'zod'
import { endSession } from '#staff/sessions.ts'
import { signIn as signInWith, tryPassword } from '#staff/sign-in.ts'
import { browserCookie } from '../browser-cookie.ts'
import { cookies as names } from '../identify.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { sessionCookie } from '../session-cookie.ts'
import { noteRefused } from './note-refused.ts'

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
  refusals: { 'wrong-sign-in': 401, 'member-disabled': 403 },
  limit: { max: 30, minutes: 1 },
  before: ({ body: { email, password }, desk, cookies, address, now }) =>
    tryPassword({ ...desk, now }, { email, password, from: { address, browser: cookies[names.browser] } }),
  async run({ body: { code }, before: tried, desk, tx, now, cookies, address }) {
    const from = { address, browser: cookies[names.browser] }
    const signed =
      tried.outcome === 'right' ? await signInWith(tx, desk.keys, { account: tried.account, code, from, now }) : tried
    switch (signed.outcome) {
      case 'refused':
        await noteRefused(tx, desk, signed)
        return refuse('wrong-sign-in')
      case 'disabled':
        await noteRefused(tx, desk, { why: 'disabled', staffId: signed.staffId })
        return refuse('member-disabled')
      case 'signed-in': {
        const earlier = cookies[names.session]
        if (earlier) await endSession(tx, earlier)
        const { session, staffId, browser } = signed
        const kept = [sessionCookie(session), browserCookie(browser)]
        return { status: 200, body: {}, cookies: kept, audit: { by: staffId, subject: staffId } }
      }
    }
  },
})
