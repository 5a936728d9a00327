import { z } from 'zod'
import { freeTimes } from '#appointments/find-free.ts'
import { defineRoute } from '../route.ts'
import { freeTime, FreeTimeShape } from './person-shape.ts'
import { peopleRoles } from './within-reach.ts'
import { placeRefusals, serviceAt, WantedPlace } from './wanted-place.ts'

export const listFreeTimes = defineRoute({
  id: 'list-free-times',
  method: 'GET',
  path: '/free-times',
  summary: 'The free times of a day as the office sees them',
  query: WantedPlace.extend({ day: z.iso.date() }),
  policy: { roles: peopleRoles, scope: 'people:read', limitedTo: ({ query }) => query },
  answers: { 200: z.object({ times: z.array(FreeTimeShape) }) },
  refusals: placeRefusals,
  async run({ query, desk: { database, office }, now }) {
    const service = serviceAt(office(), query)
    if ('refused' in service) return service
    const { departmentId, locationId, day } = query
    const { units } = service
    const times = await freeTimes(database, { departmentId, locationId, units, day, now, audience: 'office' })
    return { status: 200, body: { times: times.map(freeTime) } }
  },
})
