import { z } from 'zod'
import { localDay } from '#appointments/local-time.ts'
import { placeOfCode } from '#appointments/waitlist/place-of.ts'
import { waitForEarlier } from '#appointments/waitlist/wait-for-earlier.ts'
import { isWithinReach, peopleRoles } from '../people/within-reach.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const putOnWaitlist = defineRoute({
  id: 'put-on-waitlist',
  method: 'POST',
  path: '/waitlist',
  summary: 'Puts somebody who has an appointment on the list for an earlier one; without a chat the office calls them',
  body: z.strictObject({
    code: z.string().trim().min(1).max(20),
    isAnywhere: z.boolean(),
    /** The last day that helps. */
    until: z.iso.date().optional(),
    noticeMinutes: z.int().min(30).max(20_160),
  }),
  // Whose appointment is elsewhere is told what whoever mistypes is told.
  policy: { roles: peopleRoles, scope: 'people:write', limitedTo: 'anywhere' },
  answers: { 200: z.object({ id: z.uuid() }) },
  refusals: { 'no-such-appointment': 404, 'already-waiting': 409, 'day-in-the-past': 422 },
  async run({ body, principal, tx, now }) {
    const place = await placeOfCode(tx, body)
    if (!place || !isWithinReach(principal, place)) return refuse('no-such-appointment', { field: 'code' })
    if (body.until !== undefined && body.until < localDay(now)) return refuse('day-in-the-past', { field: 'until' })
    const entered = await waitForEarlier(tx, { ...body, now })
    switch (entered.outcome) {
      case 'not-found':
        return refuse('no-such-appointment', { field: 'code' })
      case 'already':
        return refuse('already-waiting', { field: 'code' })
      case 'entered':
        return { status: 200, body: { id: entered.id }, audit: { subject: entered.id } }
    }
  },
})
