import { z } from 'zod'
import { freeDays } from '#appointments/find-free.ts'
import { defineRoute } from '../route.ts'
import { peopleRoles } from './within-reach.ts'
import { placeRefusals, serviceAt, WantedPlace } from './wanted-place.ts'

export const listFreeDays = defineRoute({
  id: 'list-free-days',
  method: 'GET',
  path: '/free-days',
  summary: 'The days with free times as the office sees them: from now on, also before the public may have them',
  query: WantedPlace,
  policy: { roles: peopleRoles, scope: 'people:read', limitedTo: ({ query }) => query },
  answers: { 200: z.object({ days: z.array(z.object({ day: z.iso.date(), free: z.int() })) }) },
  refusals: placeRefusals,
  async run({ query, desk: { database, office }, now }) {
    const service = serviceAt(office(), query)
    if ('refused' in service) return service
    const { departmentId, locationId } = query
    const { units } = service
    return {
      status: 200,
      body: { days: await freeDays(database, { departmentId, locationId, units, now, audience: 'office' }) },
    }
  },
})
