import { z } from 'zod'
import { unrecorded } from '#appointments/attendance/unrecorded.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { OpenVisitShape } from './day-shape.ts'
import { openVisit } from './open-visit.ts'
import { forEyesOf, readBy } from './persons.ts'
import { shownDay, shownRefusals } from './shown-day.ts'
import { visibleDepartments } from './visible-departments.ts'

export const listUnrecorded = defineRoute({
  ...shownDay,
  id: 'list-unrecorded',
  method: 'GET',
  path: '/locations/:locationId/unrecorded',
  summary: 'Visits of earlier days that nobody has recorded, with what their applicants say; at most 200',
  policy: { roles: ['clerk', 'manager'], scope: 'visits:read', limitedTo: 'anywhere' },
  answers: { 200: z.object({ visits: z.array(OpenVisitShape) }) },
  refusals: shownRefusals,
  isAudited: 'of-keys',
  async run({ params: { locationId }, query, principal, desk, now }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, ...query })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    const visits = await unrecorded(desk.database, desk.keys, { locationId, departmentIds, now })
    const body = { visits: forEyesOf(principal, visits.map(openVisit)) }
    return { status: 200, body, ...readBy(principal, { locationId, people: visits.length }) }
  },
})
