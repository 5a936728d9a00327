import { z } from 'zod'
import { Texts } from '#notices/broadcast/broadcast.ts'
import { previewBroadcast as preview } from '#notices/broadcast/preview.ts'
import { builtIn } from '#notices/broadcast/template.ts'
import { isKnownPlace } from '../calendar/inputs.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AudienceBody, OfferBody, TextsBody } from './broadcast-shape.ts'
import { placeOfOffer } from './own-broadcast.ts'

export const previewBroadcast = defineRoute({
  id: 'preview-broadcast',
  method: 'POST',
  path: '/broadcasts/preview',
  summary:
    'Whom it would reach now, by language, which places are free, and what everybody would read. Without texts the built-in ones. Nothing is kept',
  body: z.strictObject({ offer: OfferBody, audience: AudienceBody, texts: TextsBody.optional() }),
  policy: { roles: ['manager'], scope: 'broadcasts:write', limitedTo: ({ body }) => placeOfOffer(body.offer) },
  answers: {
    200: z.object({
      people: z.int(),
      told: z.int(),
      crowds: z.array(z.object({ language: z.string(), people: z.int(), told: z.int() })),
      places: z.int(),
      texts: Texts,
      bodies: Texts,
      needsApproval: z.boolean(),
    }),
  },
  refusals: { 'unknown-place': 422 },
  async run({ body: { offer, audience, texts: given }, desk: { speak, ...desk }, tx, now }) {
    const office = desk.office()
    if (!isKnownPlace(office, offer)) return refuse('unknown-place')
    const texts = given ?? builtIn(speak, audience)
    const { days: _days, ...shown } = await preview(tx, { offer, audience, texts, office, speak, now })
    return { status: 200, body: { ...shown, texts } }
  },
})
