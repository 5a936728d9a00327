import { z } from 'zod'
import { Grant } from '#staff/role.ts'
import { defineRoute } from '../route.ts'
import { placesOf } from './places-of.ts'

const Named = z.object({ id: z.string(), name: z.string() })

/** Who is signed in, where they work, and what every write of theirs must carry. */
export const me = defineRoute({
  id: 'me',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in, with their roles and places and the token that every write carries (x-csrf-token)',
  policy: 'signed-in',
  answers: {
    200: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      roles: z.array(Grant),
      csrf: z.string(),
      places: z.object({
        locations: z.array(Named),
        departments: z.array(Named),
        /** Some role of theirs holds for all departments. */
        isWhole: z.boolean(),
      }),
    }),
  },
  async run({ principal: { id, name, email, grants }, csrf, desk, language }) {
    const places = placesOf(grants, desk.office(), language)
    return { status: 200, body: { id, name, email, roles: [...grants], csrf, places } }
  },
})
