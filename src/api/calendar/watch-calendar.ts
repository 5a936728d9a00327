import { afresh } from '../events.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { changes } from '../today/changes.ts'
import { shownRefusals } from '../today/shown-day.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { shownWeek, theWeek } from './the-week.ts'

export const watchCalendar = defineRoute({
  ...shownWeek,
  id: 'watch-calendar',
  method: 'GET',
  path: '/locations/:locationId/calendar/events',
  summary: 'The `fingerprint` of these days, at once and whenever anything in them has changed: then look again',
  policy: { roles: ['clerk', 'manager'], limitedTo: 'anywhere' },
  answers: { 200: { media: 'text/event-stream' } },
  refusals: shownRefusals,
  async run({ params: { locationId }, query: { departmentIds: wished, ...days }, principal, desk, signal }) {
    const seen = (listener: typeof principal) =>
      visibleDepartments(listener, { office: desk.office(), locationId, departmentIds: wished })
    const { outcome } = seen(principal)
    if (outcome !== 'visible') return refuse(outcome)
    const tell = afresh(async (listener: typeof principal) => {
      const visible = seen(listener)
      if (visible.outcome !== 'visible') return 'over'
      const { departmentIds } = visible
      const { fingerprint } = await theWeek(desk.database, { locationId, departmentIds, ...days })
      return { fingerprint }
    })
    return { status: 200, body: { ticks: changes(desk.database, { locationId, signal }), tell } }
  },
})
