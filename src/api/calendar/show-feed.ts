import { z } from 'zod'
import { appointmentsFrom } from '#appointments/calendar/appointments-from.ts'
import { dayOf } from '#appointments/attendance/act-on.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { shownDay, shownRefusals } from '../today/shown-day.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { calendarFeed } from './calendar-feed.ts'

export const showFeed = defineRoute({
  id: 'show-feed',
  method: 'GET',
  path: '/locations/:locationId/calendar.ics',
  summary:
    'What is booked at a location from today on, as iCalendar to subscribe to: service, time and code, no names. A calendar program sends its key as ?key=, if the key is for nothing else',
  params: shownDay.params,
  query: shownDay.query.extend({ key: z.string().max(200).optional() }),
  policy: { roles: ['clerk', 'manager'], scope: 'calendar:feed', isLinked: true, limitedTo: 'anywhere' },
  answers: { 200: { media: 'text/calendar' } },
  refusals: shownRefusals,
  async run({ params: { locationId }, query: { departmentIds: wanted }, principal, desk, now, language }) {
    const office = desk.office()
    const visible = visibleDepartments(principal, { office, locationId, departmentIds: wanted })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    const { from } = dayOf(now)
    const appointments = await appointmentsFrom(desk.database, { locationId, departmentIds, from })
    return { status: 200, body: calendarFeed({ office, locationId, appointments, language }) }
  },
})
