import { z } from 'zod'
import { prepareTotp } from '#staff/accept-invitation.ts'
import { findInvitation } from '#staff/invitations.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AppShape, appOf } from './app-shape.ts'

/** What the page of an invitation shows. Opening it uses nothing up. */
export const openInvitation = defineRoute({
  id: 'open-invitation',
  method: 'POST',
  path: '/invitations/open',
  summary: 'Whose invitation it is, and what their app for codes reads',
  body: z.strictObject({ token: z.string().min(1).max(100) }),
  policy: 'public',
  answers: {
    200: z.object({
      name: z.string(),
      email: z.string(),
      isFirst: z.boolean(),
      totp: AppShape,
    }),
  },
  refusals: { 'invitation-used': 410, 'invitation-expired': 410, 'invitation-unknown': 404 },
  limit: { max: 30, minutes: 1 },
  async run({ body: { token }, desk, tx, now, language }) {
    const found = await findInvitation(tx, { token, now })
    if (found.outcome !== 'open') return refuse(`invitation-${found.outcome}`)
    const { name, email, isFirst } = found
    const prepared = prepareTotp(desk.keys, token)
    const totp = appOf(desk, { ...prepared, email: email || 'Administration', language })
    return { status: 200, body: { name, email, isFirst, totp } }
  },
})
