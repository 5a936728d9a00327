import { endSessions } from '#staff/sessions.ts'
import { defineRoute, Nothing } from '../route.ts'
import { sessionCookie } from '../session-cookie.ts'

export const signOutEverywhere = defineRoute({
  id: 'sign-out-everywhere',
  method: 'POST',
  path: '/sign-out-everywhere',
  summary: 'Ends every session of whoever asks, this one too',
  policy: 'signed-in',
  answers: { 200: Nothing },
  async run({ tx, principal }) {
    await endSessions(tx, { staffId: principal.id })
    return { status: 200, body: {}, cookies: [sessionCookie(null)], audit: { subject: principal.id } }
  },
})
