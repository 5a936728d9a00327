import { endSession } from '#staff/sessions.ts'
import { defineRoute, Nothing } from '../route.ts'
import { sessionCookie } from '../session-cookie.ts'

export const signOut = defineRoute({
  id: 'sign-out',
  method: 'POST',
  path: '/sign-out',
  summary: 'Ends this session',
  policy: 'signed-in',
  answers: { 200: Nothing },
  async run({ tx, session = '', principal }) {
    await endSession(tx, session)
    return { status: 200, body: {}, cookies: [sessionCookie(null)], audit: { subject: principal.id } }
  },
})
