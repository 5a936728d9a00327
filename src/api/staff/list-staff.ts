import { z } from 'zod'
import { listMembers } from '#staff/members.ts'
import { Grant } from '#staff/role.ts'
import { defineRoute } from '../route.ts'

/** Only who administers everything sees and changes who works here: whoever gives roles could give themselves any. */
export const listStaff = defineRoute({
  id: 'list-staff',
  method: 'GET',
  path: '/staff',
  summary: 'Everybody who works here or did',
  policy: { roles: ['administrator'], limitedTo: () => ({}) },
  answers: {
    200: z.object({
      members: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          email: z.string(),
          state: z.enum(['active', 'invited', 'disabled']),
          isLinked: z.boolean(),
          roles: z.array(Grant),
          lastSeenAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
  },
  async run({ desk }) {
    const members = await listMembers(desk.database)
    return {
      status: 200,
      body: {
        members: members.map(({ grants, lastSeenAt, ...member }) => ({
          ...member,
          roles: grants,
          lastSeenAt: lastSeenAt?.toISOString() ?? null,
        })),
      },
    }
  },
})
