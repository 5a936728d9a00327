import { z } from 'zod'
import { takeBack } from '#appointments/attendance/take-back.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

const Act = z.enum(['arrived', 'called', 'with_clerk', 'done', 'attended', 'no_show', 'unrecorded', 'put_back'])

export const takeVisitBack = defineRoute({
  ...actOnVisit,
  id: 'take-back',
  path: '/visits/:id/take-back',
  summary: 'The last thing recorded at the office is as if it had not been; `what` says which act is meant',
  body: z.strictObject({ what: Act.optional() }),
  refusals: { ...visitRefusals, 'nothing-recorded': 409, 'changed-meanwhile': 409 },
  async run({ params: { id }, body, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await takeBack(tx, { appointmentId: id, ...body, ...by })
    if (acted.outcome === 'taken-back') return changed(acted.appointment)
    return refuse(acted.outcome === 'nothing' ? 'nothing-recorded' : acted.outcome)
  },
})
