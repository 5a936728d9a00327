import { z } from 'zod'
import { addMember as add, NewMember } from '#staff/add-member.ts'
import { Grant } from '#staff/role.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Invitation, invitationOf } from './invitation.ts'

export const addMember = defineRoute({
  id: 'add-member',
  method: 'POST',
  path: '/staff',
  summary: 'Adds somebody and gives the link that lets them in, this once',
  body: NewMember.extend({ roles: z.array(Grant).min(1).max(50) }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: z.object({ id: z.uuid(), invitation: Invitation }) },
  refusals: { 'email-taken': 409, 'unknown-place': 422 },
  async run({ body: { roles: grants, ...member }, tx, now, url }) {
    const added = await add(tx, { ...member, grants, now })
    if (added.outcome !== 'added')
      return refuse(added.outcome, { field: added.outcome === 'email-taken' ? 'email' : 'roles' })
    const { id, invitation } = added
    const facts = { roles: grants.map(({ role }) => role) }
    return {
      status: 200,
      body: { id, invitation: invitationOf(invitation, { url, now }) },
      audit: { subject: id, facts },
    }
  },
})
