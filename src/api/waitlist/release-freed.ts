import { z } from 'zod'
import { placeOfSeat } from '#appointments/waitlist/place-of.ts'
import { settleSeat } from '#appointments/waitlist/settle-seat.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const releaseFreed = defineRoute({
  id: 'release-freed',
  method: 'POST',
  path: '/freed-seats/:id/release',
  summary: 'Everybody may have a freed time at once, and so may the desk; who is just asked for it loses it',
  params: z.object({ id: z.uuid() }),
  policy: {
    roles: ['manager'],
    scope: 'calendar:write',
    limitedTo: ({ params: { id }, desk }) => placeOfSeat(desk.database, { freedSeatId: id }),
  },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx, now }) {
    const isReleased = await settleSeat(tx, { freedSeatId: id, as: 'public', now })
    return isReleased ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
