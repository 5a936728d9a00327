import { z } from 'zod'
import { previewClosing as preview } from '#appointments/calendar/preview-closing.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { PersonOfVisit } from '../today/day-shape.ts'
import { forEyesOf } from '../today/persons.ts'
import { VisitState, visitState } from '../visits/visit-shape.ts'
import { ClosedTime, closedTime, isKnownPlace } from './inputs.ts'

export const previewClosing = defineRoute({
  id: 'preview-closing',
  method: 'GET',
  path: '/closings/preview',
  summary: 'What closing a time would do: how many free times it takes, and whose appointments. Nothing is changed',
  query: z.object(ClosedTime),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ query }) => query },
  answers: {
    200: z.object({
      slots: z.int(),
      held: z.int(),
      affected: z.array(VisitState.extend({ person: PersonOfVisit, isReachable: z.boolean() })),
    }),
  },
  refusals: { 'unknown-place': 422, 'no-such-time': 422, 'ends-before-it-begins': 422 },
  isAudited: true,
  async run({ query, principal, desk, now }) {
    const { departmentId, locationId, firstDay, lastDay } = query
    if (!isKnownPlace(desk.office(), query)) return refuse('unknown-place')
    const time = closedTime(query)
    if (time.outcome !== 'read') return refuse(time.outcome, { field: time.field })
    const { from, before } = time
    const { slots, held, affected } = await preview(desk.database, desk.keys, {
      departmentId,
      locationId,
      from,
      before,
      now,
    })
    return {
      status: 200,
      body: {
        slots,
        held,
        affected: forEyesOf(
          principal,
          affected.map(({ person, isReachable, ...visit }) => ({
            ...visitState(visit),
            person: person ?? null,
            isReachable,
          })),
        ),
      },
      audit: { facts: { locationId, firstDay, lastDay, people: affected.length } },
    }
  },
})
