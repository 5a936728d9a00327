import { z } from 'zod'
import { createBroadcast } from '#notices/broadcast/create.ts'
import { builtIn } from '#notices/broadcast/template.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { AudienceBody, OfferBody, TextsBody } from './broadcast-shape.ts'
import { placeOfOffer } from './own-broadcast.ts'

export const addBroadcast = defineRoute({
  id: 'add-broadcast',
  method: 'POST',
  path: '/broadcasts',
  summary:
    'A draft of a broadcast: nobody is told before it is started. Each text has {slots} where the free times go; without texts the built-in ones. `key` names it: a second one with it is refused',
  body: z.strictObject({
    title: z.string().trim().min(1).max(120),
    offer: OfferBody,
    audience: AudienceBody,
    texts: TextsBody.optional(),
    key: z.string().min(1).max(100).optional(),
    perPlace: z.int().min(1).max(20).optional(),
    waveMinutes: z.int().min(1).max(1440).optional(),
  }),
  policy: { roles: ['manager'], scope: 'broadcasts:write', limitedTo: ({ body }) => placeOfOffer(body.offer) },
  answers: { 200: z.object({ id: z.uuid() }) },
  refusals: {
    'unknown-place': 422,
    'days-in-the-wrong-order': 422,
    'missing-language': 422,
    'missing-placeholder': 422,
    'unknown-placeholder': 422,
    'text-too-long': 422,
    'broadcast-twice': 409,
  },
  async run({ body, desk, tx, principal, now }) {
    const by = principal.kind === 'staff' ? principal.id : null
    const plan = { ...body, texts: body.texts ?? builtIn(desk.speak, body.audience) }
    const made = await createBroadcast(tx, { plan, office: desk.office(), by, now })
    switch (made.outcome) {
      case 'created':
        return { status: 200, body: { id: made.id }, audit: { subject: made.id } }
      case 'twice':
        return refuse('broadcast-twice', { field: 'key', details: { id: made.id } })
      case 'unknown-place':
        return refuse('unknown-place', { field: 'offer' })
      case 'days-in-the-wrong-order':
        return refuse('days-in-the-wrong-order', { field: 'offer' })
      case 'bad-texts': {
        const languages = made.languages.join(', ')
        const facts =
          made.fault === 'unknown-placeholder' ? { languages, placeholder: made.placeholder } : { languages }
        return refuse(made.fault, { field: 'texts', facts, details: { languages: made.languages } })
      }
    }
  },
})
