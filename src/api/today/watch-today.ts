import type { Desk } from '../desk.ts'
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
    const visible = visibleDepartments(principal, { office: desk.office(), locationId, ...query })
    if (visible.outcome !== 'visible') return refuse(visible.outcome)
    const { departmentIds } = visible
    return { status: 200, body: events(desk, { locationId, departmentIds, signal }) }
  },
})

type Watching = { locationId: string; departmentIds: readonly string[]; signal: AbortSignal }

async function* events(desk: Desk, { signal, ...seen }: Watching): AsyncGenerator<string> {
  let told: ReadonlyMap<string, string> | undefined
  let counted = ''
  for await (const _ of changes(desk.database, { locationId: seen.locationId, signal })) {
    const { visits, unrecorded, contradictions } = await theDayOnce(desk, seen)
    const lines = new Map(visits.map((visit) => [visit.id, JSON.stringify(visit)]))
    const change: DayChange = {
      isWhole: told === undefined,
      visits: visits.filter(({ id }) => told?.get(id) !== lines.get(id)),
      gone: [...(told?.keys() ?? [])].filter((id) => !lines.has(id)),
      unrecorded,
      contradictions,
    }
    const counts = `${unrecorded} ${contradictions}`
    if (change.visits.length > 0 || change.gone.length > 0 || counts !== counted || change.isWhole)
      yield `data: ${JSON.stringify(change)}\n\n`
    told = lines
    counted = counts
  }
}
