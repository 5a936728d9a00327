import { z } from 'zod'
import { begin } from '#appointments/attendance/begin.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'
import { Room } from './visit-shape.ts'

export const beginVisit = defineRoute({
  ...actOnVisit,
  id: 'begin-visit',
  path: '/visits/:id/begin',
  summary: 'The person is with the clerk, and has come',
  body: z.strictObject({ room: Room.optional() }),
  refusals: { ...visitRefusals, over: 409, 'other-day': 409 },
  async run({ params: { id }, body, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await begin(tx, { appointmentId: id, ...body, ...by })
    if (acted.outcome === 'begun' || acted.outcome === 'already') return changed(acted.appointment)
    return refuse(acted.outcome)
  },
})
