import { z } from 'zod'
import { acceptOffer } from '#appointments/waitlist/accept-offer.ts'
import { declineOffer } from '#appointments/waitlist/decline-offer.ts'
import { placeOfOffer } from '#appointments/waitlist/place-of.ts'
import { peopleRoles } from '../people/within-reach.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const answerOffer = defineRoute({
  id: 'answer-offer',
  method: 'POST',
  path: '/offers/:id/answer',
  summary: 'What somebody said whom the office has called: accepting moves their appointment to the offered time',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({ answer: z.enum(['accept', 'decline']) }),
  policy: {
    roles: peopleRoles,
    scope: 'people:write',
    limitedTo: ({ params: { id }, desk }) => placeOfOffer(desk.database, { offerId: id }),
  },
  answers: { 200: Nothing },
  refusals: { 'offer-over': 409 },
  async run({ params: { id }, body: { answer }, tx, now }) {
    const said = { offerId: id, now }
    const { outcome } =
      answer === 'accept' ? await acceptOffer(tx, said) : await declineOffer(tx, { ...said, isEnd: false })
    if (outcome === 'over') return refuse('offer-over')
    return { status: 200, body: {}, audit: { subject: id, facts: { answer } } }
  },
})
