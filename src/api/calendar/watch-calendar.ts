import type { Desk } from '../desk.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { changes } from '../today/changes.ts'
import { shownRefusals } from '../today/shown-day.ts'
import { visibleDepartments } from '../today/visible-departments.ts'
import { type Shown, shownWeek, theWeek } from './the-week.ts'

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
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, departmentIds: wished })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    return { status: 200, body: events(desk, { locationId, departmentIds, ...days }, signal) }
  },
})

async function* events({ database }: Desk, shown: Shown, signal: AbortSignal): AsyncGenerator<string> {
  let told = ''
  for await (const _ of changes(database, { locationId: shown.locationId, signal })) {
    const { fingerprint } = await theWeek(database, shown)
    if (fingerprint !== told) yield `data: ${JSON.stringify({ fingerprint })}\n\n`
    told = fingerprint
  }
}
