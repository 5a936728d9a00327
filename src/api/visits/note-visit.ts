import { z } from 'zod'
import { note } from '#appointments/attendance/note.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { tellDesk } from '../today/tell-desk.ts'
import { actOnVisit, changed, staffId, visitRefusals } from './act.ts'

export const noteVisit = defineRoute({
  ...actOnVisit,
  id: 'note',
  path: '/visits/:id/notes',
  summary: 'Writes something down about a visit; of somebody who is there it says that they came',
  body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
  refusals: { ...visitRefusals, forgotten: 409 },
  async run({ params: { id }, body: { text }, principal, desk, tx, now }) {
    const by = { staffId: staffId(principal), now }
    const noted = await note(tx, desk.keys, { appointmentId: id, text, ...by })
    if (noted.outcome !== 'noted') return refuse(noted.outcome)
    await tellDesk(tx, noted.appointment)
    return changed(noted.appointment)
  },
})
