import { z } from 'zod'
import { readWeek } from '#appointments/calendar/read-week.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { shownDay, shownRefusals } from '../today/shown-day.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { CalendarWeek, weekShape } from './calendar-shape.ts'
import { Day } from './inputs.ts'

export const showCalendar = defineRoute({
  id: 'show-calendar',
  method: 'GET',
  path: '/locations/:locationId/calendar',
  summary: "A location's weekly hours, and day by day what is open, closed, booked and held",
  params: shownDay.params,
  query: shownDay.query.extend({
    firstDay: Day,
    days: z.coerce.number<string | number>().int().min(1).max(62).default(7),
  }),
  policy: { roles: ['clerk', 'manager'], scope: 'calendar:read', limitedTo: 'anywhere' },
  answers: { 200: CalendarWeek },
  refusals: shownRefusals,
  async run({ params: { locationId }, query: { firstDay, days, departmentIds: wished }, principal, desk }) {
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, departmentIds: wished })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    return {
      status: 200,
      body: weekShape(await readWeek(desk.database, { locationId, departmentIds, firstDay, days })),
    }
  },
})
