import { z } from 'zod'
import { settle } from '#appointments/attendance/settle.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { tellDesk } from '../today/tell-desk.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

export const settleVisit = defineRoute({
  ...actOnVisit,
  id: 'settle',
  path: '/visits/:id/settle',
  summary: "A clerk's last word on a visit that nobody recorded, or that the applicant remembers otherwise",
  body: z.strictObject({ as: z.enum(['attended', 'no_show', 'cancelled_by_office']) }),
  refusals: { ...visitRefusals, 'not-started': 409 },
  async run({ params: { id }, body: { as }, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const settled = await settle(tx, { appointmentId: id, as, ...by })
    if (settled.outcome !== 'settled') return refuse(settled.outcome)
    // The table itself tells of visits around today alone.
    await tellDesk(tx, settled.appointment)
    return changed(settled.appointment)
  },
})
