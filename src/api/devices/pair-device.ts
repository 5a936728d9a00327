import { z } from 'zod'
import { pairDevice } from '#staff/devices.ts'
import { longest } from '../browser-cookie.ts'
import { cookies } from '../identify.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const pairBoardOrKiosk = defineRoute({
  id: 'pair-device',
  method: 'POST',
  path: '/devices/pair',
  summary: 'Opened on the screen or tablet itself: uses the link up and keeps a key there',
  body: z.strictObject({ token: z.string().min(1).max(100) }),
  policy: 'public',
  answers: { 200: z.object({ kind: z.enum(['board', 'kiosk']) }) },
  refusals: { 'pairing-over': 410 },
  limit: { max: 10, minutes: 1 },
  async run({ body: { token }, tx, now }) {
    const paired = await pairDevice(tx, { token, now })
    if (!paired) return refuse('pairing-over')
    return {
      status: 200,
      body: { kind: paired.device },
      cookies: [{ name: cookies.device, value: paired.key, maxAge: longest }],
      audit: { subject: paired.id },
    }
  },
})
