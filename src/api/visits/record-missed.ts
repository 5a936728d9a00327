import { z } from 'zod'
import { recordNoShow } from '#appointments/attendance/record-no-show.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

export const recordMissed = defineRoute({
  ...actOnVisit,
  id: 'record-no-show',
  path: '/visits/:id/no-show',
  summary: 'Nobody came, says a clerk, after the start',
  body: z.strictObject({}),
  refusals: { ...visitRefusals, 'not-started': 409, 'was-seen': 409 },
  async run({ params: { id }, body, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await recordNoShow(tx, { appointmentId: id, ...body, ...by })
    if (acted.outcome === 'recorded' || acted.outcome === 'already') return changed(acted.appointment)
    return refuse(acted.outcome)
  },
})
