import { arrive } from '#appointments/attendance/arrive.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

export const arriveVisit = defineRoute({
  ...actOnVisit,
  id: 'arrive',
  path: '/visits/:id/arrive',
  summary: 'The person is there and waits, says a clerk',
  refusals: { ...visitRefusals, 'other-day': 409, 'other-place': 409, 'too-early': 409 },
  async run({ params: { id }, principal, tx, now }) {
    const by = { by: { appointmentId: id }, source: 'clerk', staffId: staffId(principal), now } as const
    const acted = await arrive(tx, by)
    if (acted.outcome === 'arrived' || acted.outcome === 'already') return changed(acted.appointment)
    return refuse(acted.outcome)
  },
})
