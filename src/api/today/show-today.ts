import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Day } from './day-shape.ts'
import { forEyesOf, readBy } from './persons.ts'
import { shownDay, shownRefusals } from './shown-day.ts'
import { theDay } from './the-day.ts'
import { visibleDepartments } from './visible-departments.ts'

export const showToday = defineRoute({
  ...shownDay,
  id: 'show-today',
  method: 'GET',
  path: '/locations/:locationId/today',
  summary: "The day's visits at a location, of the departments that may be seen",
  policy: { roles: ['clerk', 'manager'], scope: 'visits:read', limitedTo: 'anywhere' },
  answers: { 200: Day },
  refusals: shownRefusals,
  isAudited: 'of-keys',
  async run({ params: { locationId }, query, principal, desk }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, ...query })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const day = await theDay(desk, { locationId, ...visible })
    const visits = forEyesOf(principal, day.visits)
    return { status: 200, body: { ...day, visits }, ...readBy(principal, { locationId, people: visits.length }) }
  },
})
