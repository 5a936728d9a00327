import { z } from 'zod'
import { qrPath } from '#posters/qr-path.ts'
import { addDevice } from '#staff/devices.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const addBoardOrKiosk = defineRoute({
  id: 'add-device',
  method: 'POST',
  path: '/devices',
  summary: 'A waiting-room screen or a check-in tablet, and the link that pairs it, this once',
  body: z.strictObject({
    kind: z.enum(['board', 'kiosk']),
    name: z.string().trim().min(1).max(60),
    locationId: z.string(),
  }),
  policy: { roles: ['manager', 'administrator'], limitedTo: ({ body: { locationId } }) => ({ locationId }) },
  answers: { 200: z.object({ id: z.uuid(), link: z.url(), qr: z.object({ path: z.string(), size: z.int() }) }) },
  refusals: { 'unknown-place': 400 },
  async run({ body, desk, tx, now, url }) {
    if (!desk.office().locations.some(({ id }) => id === body.locationId))
      return refuse('unknown-place', { field: 'locationId' })
    const { id, token } = await addDevice(tx, { ...body, now })
    // What follows the # stays in the browser: no log on the way has it.
    const link = new URL(`/desk/${body.kind}#${token}`, url).href
    return { status: 200, body: { id, link, qr: qrPath(link) }, audit: { subject: id, facts: { kind: body.kind } } }
  },
})
