import { z } from 'zod'
import { callAgain } from '#appointments/attendance/call-again.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'
import { Room } from './visit-shape.ts'

export const callVisitAgain = defineRoute({
  ...actOnVisit,
  id: 'call-again',
  path: '/visits/:id/call-again',
  summary: 'Calls the person once more',
  body: z.strictObject({ room: Room.optional() }),
  refusals: { ...visitRefusals, 'not-called': 409, 'by-another': 409 },
  async run({ params: { id }, body, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await callAgain(tx, { appointmentId: id, ...body, ...by })
    if (acted.outcome === 'called') return changed(acted.appointment)
    return refuse(acted.outcome)
  },
})
