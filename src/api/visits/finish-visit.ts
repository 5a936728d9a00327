import { z } from 'zod'
import { finish } from '#appointments/attendance/finish.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

export const finishVisit = defineRoute({
  ...actOnVisit,
  id: 'finish-visit',
  path: '/visits/:id/finish',
  summary: 'The visit is over, and took place',
  body: z.strictObject({}),
  refusals: { ...visitRefusals, 'other-day': 409 },
  async run({ params: { id }, body, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const acted = await finish(tx, { appointmentId: id, ...body, ...by })
    if (acted.outcome === 'finished' || acted.outcome === 'already') return changed(acted.appointment)
    return refuse(acted.outcome)
  },
})
