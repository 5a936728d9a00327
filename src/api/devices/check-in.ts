import { z } from 'zod'
import { arrive } from '#appointments/attendance/arrive.ts'
import { readCode } from '#appointments/code.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Instant } from '../visits/visit-shape.ts'
import { nameOf } from './board-shape.ts'

export const checkIn = defineRoute({
  id: 'check-in',
  method: 'POST',
  path: '/kiosk/arrivals',
  summary: 'Somebody is there, with the QR code of the appointment or its code typed in',
  body: z.strictObject({ code: z.string().trim().min(1).max(100) }),
  policy: { device: 'kiosk', limitedTo: 'anywhere' },
  answers: {
    200: z.object({ outcome: z.enum(['arrived', 'already']), code: z.string(), startsAt: Instant }),
  },
  refusals: { 'not-found': 404, 'not-booked': 409, 'other-day': 409, 'other-place': 409, 'too-early': 409 },
  limit: { max: 60, minutes: 1 },
  async run({ body: { code }, principal: { locationId }, desk, tx, now }) {
    const by = readCode(code) === undefined ? { checkInCode: code } : { code }
    const came = { by, source: 'check_in_code', locationId, now } as const
    const arrived = await arrive(tx, came)
    if (arrived.outcome === 'not-found') return refuse(arrived.outcome)
    const { appointment } = arrived
    if (arrived.outcome === 'arrived' || arrived.outcome === 'already')
      return {
        status: 200,
        body: { outcome: arrived.outcome, code: appointment.code, startsAt: appointment.startsAt.toISOString() },
        audit: { subject: appointment.id },
      }
    const { locationId: place, startsAt } = appointment
    const details = { location: nameOf(desk.office(), place), startsAt: startsAt.toISOString() }
    return refuse(arrived.outcome, { details })
  },
})
