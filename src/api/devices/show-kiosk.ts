import { z } from 'zod'
import { Translated } from '#appointments/office.ts'
import { defineRoute } from '../route.ts'
import { nameOf } from './board-shape.ts'

export const showKiosk = defineRoute({
  id: 'show-kiosk',
  method: 'GET',
  path: '/kiosk',
  summary: 'Where this tablet stands, and the token that its check-ins carry (x-csrf-token)',
  policy: { device: 'kiosk', limitedTo: 'anywhere' },
  answers: { 200: z.object({ location: Translated, csrf: z.string() }) },
  async run({ principal: { locationId }, desk, csrf }) {
    return { status: 200, body: { location: nameOf(desk.office(), locationId), csrf } }
  },
})
