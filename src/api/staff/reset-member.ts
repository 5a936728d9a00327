import { z } from 'zod'
import { reset } from '#staff/reset.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Invitation, invitationOf } from './invitation.ts'

export const resetMember = defineRoute({
  id: 'reset-member',
  method: 'POST',
  path: '/staff/:id/reset',
  summary: 'Ends password, app and sessions of somebody and gives a new link, this once',
  params: z.object({ id: z.uuid() }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: z.object({ invitation: Invitation }) },
  refusals: { 'not-found': 404, 'member-disabled': 409, 'last-administrator': 409 },
  async run({ params: { id }, tx, now, url }) {
    const done = await reset(tx, { staffId: id, now })
    if (done.outcome !== 'reset') return refuse(reasons[done.outcome])
    return { status: 200, body: { invitation: invitationOf(done.invitation, { url, now }) }, audit: { subject: id } }
  },
})

const reasons = {
  unknown: 'not-found',
  disabled: 'member-disabled',
  'last-administrator': 'last-administrator',
} as const
