import { z } from 'zod'
import { closeDay } from '#appointments/calendar/close-day.ts'
import { rules } from '#appointments/rules.ts'
import { OfficeTexts } from '../office/texts.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { staffId } from '../visits/act.ts'
import { Instant } from '../visits/visit-shape.ts'
import { ClosedTime, closedTime, isKnownPlace } from './inputs.ts'

/** Who was moved, and to when. */
const Moved = z.object({ code: z.string(), startsAt: Instant })

export const closeDays = defineRoute({
  id: 'close-days',
  method: 'POST',
  path: '/closings',
  summary: 'Closes a time and moves or cancels everybody in it. Until `undoUntil` nobody is told, and it can be undone',
  body: z.strictObject({ ...ClosedTime, how: z.enum(['move', 'cancel']), reason: OfficeTexts.optional() }),
  policy: { roles: ['manager'], scope: 'calendar:write', limitedTo: ({ body }) => body },
  answers: {
    200: z.object({
      id: z.uuid(),
      undoUntil: Instant,
      undoSeconds: z.int(),
      slots: z.int(),
      moved: z.array(Moved),
      cancelled: z.array(z.object({ code: z.string() })),
    }),
  },
  refusals: { 'unknown-place': 422, 'closure-in-the-past': 422, 'no-such-time': 422, 'ends-before-it-begins': 422 },
  async run({ body, principal, desk, tx, now }) {
    if (!isKnownPlace(desk.office(), body)) return refuse('unknown-place')
    const time = closedTime(body)
    if (time.outcome !== 'read') return refuse(time.outcome, { field: time.field })
    const { departmentId, locationId, how, reason, firstDay, lastDay } = body
    const { from, before } = time
    const wish = { departmentId, locationId, from, before, how, reason, staffId: staffId(principal), now }
    const closed = await closeDay(tx, wish)
    if (closed.outcome === 'in-the-past') return refuse('closure-in-the-past', { field: 'firstDay' })
    const { closingId: id, undoUntil, slots, moved, cancelled } = closed
    return {
      status: 200,
      body: {
        id,
        undoUntil: undoUntil.toISOString(),
        undoSeconds: rules.undoSeconds,
        slots,
        moved: moved.map(({ code, startsAt }) => ({ code, startsAt: startsAt.toISOString() })),
        cancelled: cancelled.map(({ code }) => ({ code })),
      },
      audit: {
        subject: id,
        facts: { locationId, firstDay, lastDay, moved: moved.length, cancelled: cancelled.length },
      },
    }
  },
})
