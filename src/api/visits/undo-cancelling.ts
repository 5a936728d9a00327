import { z } from 'zod'
import { undoCancelling } from '#appointments/desk/undo-cancelling.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { tellDesk } from '../today/tell-desk.ts'
import { actOnVisit, changed, staffId } from './act.ts'

export const undoVisitCancelling = defineRoute({
  ...actOnVisit,
  id: 'undo-cancelling',
  path: '/visits/:id/undo-cancelling',
  summary: 'What the office has cancelled is booked as before, for half a minute',
  body: z.strictObject({}),
  refusals: { 'not-found': 404, 'undo-too-late': 409, 'undo-taken': 409, 'not-cancelled': 409 },
  async run({ params: { id }, principal, tx, now }) {
    const undone = await undoCancelling(tx, { appointmentId: id, staffId: staffId(principal), now })
    switch (undone.outcome) {
      case 'undone':
        await tellDesk(tx, undone.appointment)
        return changed(undone.appointment)
      case 'too-late':
      case 'taken':
        return refuse(`undo-${undone.outcome}`)
      case 'not-cancelled':
      case 'not-found':
        return refuse(undone.outcome)
    }
  },
})
