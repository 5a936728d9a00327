import { z } from 'zod'
import { callNext } from '#appointments/attendance/call-next.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { staffId } from './act.ts'
import { askOfFormer, FormerVisit, formerRefusals, ownFormer } from './former.ts'
import { Room, VisitState, visitState } from './visit-shape.ts'

export const callNextVisit = defineRoute({
  id: 'call-next',
  method: 'POST',
  path: '/locations/:locationId/calls',
  summary: 'Calls whoever is there and whose turn it is; two clerks never call the same person',
  params: z.object({ locationId: z.string() }),
  body: z.strictObject({
    room: Room,
    departmentIds: z.array(z.string()).min(1).max(50).optional(),
    former: FormerVisit.optional(),
  }),
  policy: { roles: ['clerk', 'manager'], scope: 'visits:write', limitedTo: 'anywhere' },
  answers: {
    200: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('called'), visit: VisitState }),
      z.object({ outcome: z.literal('nobody-waits'), expected: z.array(VisitState) }),
    ]),
  },
  refusals: { ...formerRefusals, 'not-found': 404, forbidden: 403 },
  async run({ params: { locationId }, body: { room, departmentIds: wished, former }, principal, desk, tx, now }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, departmentIds: wished })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    const by = { staffId: staffId(principal), now }
    const own = await ownFormer(tx, { former, ...by })
    const called = await callNext(tx, { locationId, departmentIds, room, former: own, ...by })
    switch (called.outcome) {
      case 'called': {
        const visit = visitState(called.appointment)
        return { status: 200, body: { outcome: called.outcome, visit }, audit: { subject: visit.id } }
      }
      case 'nobody-waits':
        return { status: 200, body: { outcome: called.outcome, expected: called.expected.map(visitState) } }
      case 'first-settle':
      case 'former-not-started':
        return askOfFormer(called.outcome, called.appointment)
    }
  },
})
