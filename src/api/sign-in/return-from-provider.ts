import { z } from 'zod'
import { audit } from '#staff/audit.ts'
import { endSession } from '#staff/sessions.ts'
import { signInVouched } from '#staff/sign-in-vouched.ts'
import { defineRoute, Nothing } from '../route.ts'
import { sessionCookie } from '../session-cookie.ts'
import { backToPage } from './back-to-page.ts'
import { noteRefused } from './note-refused.ts'
import { keepPending, pendingCookie, readPending, returnPath } from './pending-cookie.ts'

/** Where the provider sends people back to: only the browser that went there has the cookie that fits. */
export const returnFromProvider = defineRoute({
  id: 'return-from-provider',
  method: 'GET',
  path: returnPath,
  summary: 'Signs in whom the OpenID Connect provider vouches for',
  query: z.record(z.string(), z.string().max(4000)),
  policy: 'public',
  answers: { 303: Nothing },
  limit: { max: 30, minutes: 1 },
  async run({ desk, url, cookies, now }) {
    const { oidc, keys, database, log } = desk
    const pending = readPending(keys, cookies[pendingCookie])
    if (oidc === undefined || pending === undefined) return backToPage('provider-refused')
    const finished = await oidc.finish(url, pending)
    const once = { cookies: [keepPending(keys, null)] }
    if (finished.outcome === 'refused') {
      log.error('provider-refused', finished.cause)
      return { ...backToPage('provider-refused'), ...once }
    }
    const { vouched } = finished
    const signed = await database.transaction(async (tx) => {
      const found = await signInVouched(tx, { vouched, now })
      const { staffId } = found
      if (found.outcome !== 'signed-in') await noteRefused(tx, desk, { why: found.outcome, staffId })
      else {
        if (pending.session !== undefined) await endSession(tx, pending.session)
        await audit(tx, { by: { kind: 'staff', id: found.staffId }, deed: 'return-from-provider', subject: staffId })
      }
      return found
    })
    if (signed.outcome !== 'signed-in') return { ...backToPage(reasons[signed.outcome]), ...once }
    return {
      status: 303,
      body: {},
      headers: { location: '/desk' },
      cookies: [...once.cookies, sessionCookie(signed.session)],
    }
  },
})

const reasons = { unknown: 'no-account', disabled: 'member-disabled' } as const
