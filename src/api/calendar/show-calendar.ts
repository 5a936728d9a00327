import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { shownRefusals } from '../today/shown-day.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { CalendarWeek } from './calendar-shape.ts'
import { shownWeek, theWeek } from './the-week.ts'

export const showCalendar = defineRoute({
  ...shownWeek,
  id: 'show-calendar',
  method: 'GET',
  path: '/locations/:locationId/calendar',
  summary: "A location's weekly hours, and day by day what is open, closed, booked and held",
  policy: { roles: ['clerk', 'manager'], scope: 'calendar:read', limitedTo: 'anywhere' },
  answers: { 200: CalendarWeek },
  refusals: shownRefusals,
  async run({ params: { locationId }, query: { departmentIds: wished, ...days }, principal, desk }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, departmentIds: wished })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    return { status: 200, body: await theWeek(desk.database, { locationId, departmentIds, ...days }) }
  },
})
