import { z } from 'zod'
import { contradictions } from '#appointments/attendance/contradictions.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { OpenVisitShape } from './day-shape.ts'
import { openVisit } from './open-visit.ts'
import { forEyesOf, readBy } from './persons.ts'
import { shownDay, shownRefusals } from './shown-day.ts'
import { visibleDepartments } from './visible-departments.ts'

export const listContradictions = defineRoute({
  ...shownDay,
  id: 'list-contradictions',
  method: 'GET',
  path: '/locations/:locationId/contradictions',
  summary: 'Visits of which the applicant says something else than was recorded',
  policy: { roles: ['clerk', 'manager'], scope: 'visits:read', limitedTo: 'anywhere' },
  answers: { 200: z.object({ visits: z.array(OpenVisitShape) }) },
  refusals: shownRefusals,
  isAudited: 'of-keys',
  async run({ params: { locationId }, query, principal, desk }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, ...query })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    const visits = await contradictions(desk.database, desk.keys, { locationId, departmentIds })
    const body = { visits: forEyesOf(principal, visits.map(openVisit)) }
    return { status: 200, body, ...readBy(principal, { locationId, people: visits.length }) }
  },
})
