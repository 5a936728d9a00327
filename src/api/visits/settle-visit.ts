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
  async run({ params: { id }, body: { as }, principal, desk, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await desk.database.transaction(async (tx) => {
      const settled = await settle(tx, { appointmentId: id, as, ...by })
      // The table itself tells of visits around today alone.
      if (settled.outcome === 'settled') await tellDesk(tx, settled.appointment)
      return settled
    })
    return acted.outcome === 'settled' ? changed(acted.appointment) : refuse(acted.outcome)
  },
})
