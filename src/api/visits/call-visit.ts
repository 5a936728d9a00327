import { z } from 'zod'
import { callPerson } from '#appointments/attendance/call-person.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'
import { askOfFormer, FormerVisit, formerRefusals, ownFormer } from './former.ts'
import { Room } from './visit-shape.ts'

export const callVisit = defineRoute({
  ...actOnVisit,
  id: 'call-person',
  path: '/visits/:id/call',
  summary: 'Calls this person in',
  body: z.strictObject({ room: Room, former: FormerVisit.optional() }),
  refusals: { ...visitRefusals, ...formerRefusals, 'already-called': 409, over: 409, 'other-day': 409 },
  async run({ params: { id }, body: { room, former }, principal, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const own = await ownFormer(tx, { former, ...by })
    const called = await callPerson(tx, { appointmentId: id, room, former: own, ...by })
    if (called.outcome === 'called') return changed(called.appointment)
    if (called.outcome === 'first-settle' || called.outcome === 'former-not-started')
      return askOfFormer(called.outcome, called.appointment)
    return refuse(called.outcome)
  },
})
