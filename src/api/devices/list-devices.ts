import { z } from 'zod'
import { listDevices } from '#staff/devices.ts'
import { holds } from '#staff/holds.ts'
import { defineRoute } from '../route.ts'
import { Instant } from '../visits/visit-shape.ts'

export const listBoardsAndKiosks = defineRoute({
  id: 'list-devices',
  method: 'GET',
  path: '/devices',
  summary: 'The screens and tablets of the locations that somebody looks after',
  policy: { roles: ['manager', 'administrator'], limitedTo: 'anywhere' },
  answers: {
    200: z.object({
      devices: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(['board', 'kiosk']),
          name: z.string(),
          locationId: z.string(),
          state: z.enum(['waiting', 'expired', 'paired', 'revoked']),
          madeAt: Instant,
        }),
      ),
    }),
  },
  async run({ principal: { grants }, desk, now }) {
    const devices = await listDevices(desk.database, now)
    const mine = devices.filter(({ locationId }) => holds(grants, ['manager', 'administrator'], { locationId }))
    return {
      status: 200,
      body: { devices: mine.map(({ madeAt, ...device }) => ({ ...device, madeAt: madeAt.toISOString() })) },
    }
  },
})
