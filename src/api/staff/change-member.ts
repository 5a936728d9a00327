import { z } from 'zod'
import { NewMember } from '#staff/add-member.ts'
import { changeMember as change } from '#staff/change-member.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const changeMember = defineRoute({
  id: 'change-member',
  method: 'PUT',
  path: '/staff/:id',
  summary: 'Another name or e-mail address of somebody',
  params: z.object({ id: z.uuid() }),
  body: NewMember,
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'email-taken': 409 },
  async run({ params: { id }, body, tx }) {
    const done = await change(tx, { staffId: id, ...body })
    if (done.outcome !== 'changed')
      return done.outcome === 'unknown' ? refuse('not-found') : refuse('email-taken', { field: 'email' })
    return { status: 200, body: {}, audit: { subject: id, facts: { changed: done.changed } } }
  },
})
