import { z } from 'zod'
import { changeRoles as change } from '#staff/change-roles.ts'
import { Grant } from '#staff/role.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const changeRoles = defineRoute({
  id: 'change-roles',
  method: 'PUT',
  path: '/staff/:id/roles',
  summary: 'These roles and no others, from now on',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({ roles: z.array(Grant).min(1).max(50) }),
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'unknown-place': 422, 'last-administrator': 409 },
  async run({ params: { id }, body: { roles: grants }, tx }) {
    const { outcome } = await change(tx, { staffId: id, grants })
    if (outcome === 'unknown') return refuse('not-found')
    if (outcome !== 'changed') return refuse(outcome, { field: 'roles' })
    const roles = grants.map(({ role, departmentId, locationId }) => [role, departmentId, locationId].join(' ').trim())
    return { status: 200, body: {}, audit: { subject: id, facts: { roles } } }
  },
})
