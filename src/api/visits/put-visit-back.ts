import { z } from 'zod'
import { putBack } from '#appointments/attendance/put-back.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

export const putVisitBack = defineRoute({
  ...actOnVisit,
  id: 'put-back',
  path: '/visits/:id/put-back',
  summary: 'Whoever was called and did not hear it waits again',
  body: z.strictObject({}),
  refusals: { ...visitRefusals, 'not-called': 409 },
  async run({ params: { id }, body, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await putBack(tx, { appointmentId: id, ...body, ...by })
    if (acted.outcome === 'put-back') return changed(acted.appointment)
    return refuse(acted.outcome)
  },
})
