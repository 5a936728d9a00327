import { z } from 'zod'
import { endWish } from '#appointments/waitlist/end-wish.ts'
import { placeOfWish } from '#appointments/waitlist/place-of.ts'
import { peopleRoles } from '../people/within-reach.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const takeOffWaitlist = defineRoute({
  id: 'take-off-waitlist',
  method: 'DELETE',
  path: '/waitlist/:id',
  summary: 'Ends a wish; what is just offered for it goes to the next person',
  params: z.object({ id: z.uuid() }),
  policy: {
    roles: peopleRoles,
    scope: 'people:write',
    limitedTo: ({ params: { id }, desk }) => placeOfWish(desk.database, { subscriptionId: id }),
  },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx }) {
    const isEnded = await endWish(tx, { subscriptionId: id })
    return isEnded ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
