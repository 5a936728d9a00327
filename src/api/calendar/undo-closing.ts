import { z } from 'zod'
import { undoClosing as undo } from '#appointments/calendar/undo-closing.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'

export const undoClosing = defineRoute({
  id: 'undo-closing',
  method: 'POST',
  path: '/closings/:id/undo',
  summary: 'Everything is as before the closing, for half a minute. `left`: what has been changed since stays',
  params: z.object({ id: z.uuid() }),
  policy: {
    roles: ['manager'],
    scope: 'calendar:write',
    limitedTo: async ({ params: { id }, desk }) => {
      const row = await desk.database.prisma.closing.findUnique({ where: { id } })
      return row ? { departmentId: row.departmentId ?? undefined, locationId: row.locationId } : undefined
    },
  },
  answers: { 200: z.object({ restored: z.int(), left: z.int() }) },
  refusals: { 'not-found': 404, 'undo-too-late': 409, 'undone-already': 409 },
  async run({ params: { id }, tx, now }) {
    const undone = await undo(tx, { closingId: id, now })
    switch (undone.outcome) {
      case 'undone': {
        const { restored, left } = undone
        return { status: 200, body: { restored, left }, audit: { subject: id, facts: { restored, left } } }
      }
      case 'too-late':
        return refuse('undo-too-late')
      case 'already':
        return refuse('undone-already')
      case 'not-found':
        return refuse('not-found')
    }
  },
})
