import { z } from 'zod'
import { notesOf } from '#appointments/attendance/note.ts'
import { defineRoute } from '../route.ts'
import { actOnVisit } from './act.ts'
import { Instant } from './visit-shape.ts'

export const listNotes = defineRoute({
  id: 'list-notes',
  method: 'GET',
  path: '/visits/:id/notes',
  summary: 'What was written down about a visit, oldest first',
  params: actOnVisit.params,
  policy: { roles: ['clerk', 'manager'], limitedTo: actOnVisit.policy.limitedTo },
  answers: {
    200: z.object({
      notes: z.array(z.object({ id: z.uuid(), staffId: z.uuid().nullable(), at: Instant, text: z.string() })),
    }),
  },
  isAudited: true,
  async run({ params: { id }, desk }) {
    const notes = await notesOf(desk.database, desk.keys, { appointmentId: id })
    return {
      status: 200,
      body: { notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })) },
      audit: { subject: id },
    }
  },
})
