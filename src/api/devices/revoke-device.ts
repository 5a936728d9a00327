import { z } from 'zod'
import { placeOfDevice, revokeDevice } from '#staff/devices.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'

export const revokeBoardOrKiosk = defineRoute({
  id: 'revoke-device',
  method: 'POST',
  path: '/devices/:id/revoke',
  summary: 'Ends the key of a screen or tablet, or its link, for good',
  params: z.object({ id: z.uuid() }),
  policy: {
    roles: ['manager', 'administrator'],
    limitedTo: ({ params: { id }, desk }) => placeOfDevice(desk.database, id),
  },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404 },
  async run({ params: { id }, tx, now }) {
    const isRevoked = await revokeDevice(tx, { id, now })
    return isRevoked ? { status: 200, body: {}, audit: { subject: id } } : refuse('not-found')
  },
})
