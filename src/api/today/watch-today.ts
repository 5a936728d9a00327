import type { StaffMember } from '#staff/principal.ts'
import type { Desk } from '../desk.ts'
import type { Events } from '../events.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { changes } from './changes.ts'
import type { DayChange } from './day-shape.ts'
import { shownDay, shownRefusals } from './shown-day.ts'
import { theDayOnce } from './the-day.ts'
import { visibleDepartments } from './visible-departments.ts'

export const watchToday = defineRoute({
  ...shownDay,
  id: 'watch-today',
  method: 'GET',
  path: '/locations/:locationId/today/events',
  summary: 'The same live: an event with everything, then one with what changed whenever something does',
  policy: { roles: ['clerk', 'manager'], limitedTo: 'anywhere' },
  answers: { 200: { media: 'text/event-stream' } },
  refusals: shownRefusals,
  async run({ params: { locationId }, query, principal, desk, signal }) {
    const seen = (listener: StaffMember) =>
      visibleDepartments(listener, { office: desk.office(), locationId, ...query })
    const { outcome } = seen(principal)
    if (outcome !== 'visible') return refuse(outcome)
    const ticks = changes(desk.database, { locationId, signal })
    return { status: 200, body: { ticks, tell: news(desk, { locationId, seen }) } }
  },
})

type Watching = { locationId: string; seen: (listener: StaffMember) => ReturnType<typeof visibleDepartments> }

function news(desk: Desk, { locationId, seen }: Watching): Events<StaffMember>['tell'] {
  let told: ReadonlyMap<string, string> | undefined
  let counted = ''
  return async (listener) => {
    const visible = seen(listener)
    if (visible.outcome !== 'visible') return 'over'
    const { visits, unrecorded, contradictions } = await theDayOnce(desk, { locationId, ...visible })
    const lines = new Map(visits.map((visit) => [visit.id, JSON.stringify(visit)]))
    const change: DayChange = {
      isWhole: told === undefined,
      visits: visits.filter(({ id }) => told?.get(id) !== lines.get(id)),
      gone: [...(told?.keys() ?? [])].filter((id) => !lines.has(id)),
      unrecorded,
      contradictions,
    }
    const counts = `${unrecorded} ${contradictions}`
    const isNew = change.visits.length > 0 || change.gone.length > 0 || counts !== counted || change.isWhole
    told = lines
    counted = counts
    return isNew ? { event: change } : 'nothing-new'
  }
}
