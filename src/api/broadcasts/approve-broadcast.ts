import { approveBroadcast as approve } from '#notices/broadcast/approve.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { broadcastParams, placeOfBroadcast } from './own-broadcast.ts'

export const approveBroadcast = defineRoute({
  id: 'approve-broadcast',
  method: 'POST',
  path: '/broadcasts/:id/approve',
  summary: 'A second member agrees: without it nothing goes to very many. Whoever made it can’t',
  params: broadcastParams,
  // A key of another system is nobody: four eyes are two people.
  policy: { roles: ['manager'], limitedTo: placeOfBroadcast },
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'broadcast-not-possible': 409, 'own-broadcast': 409 },
  async run({ params: { id }, principal, tx, now }) {
    const { outcome } = await approve(tx, { id, by: principal.id, now })
    switch (outcome) {
      case 'approved':
        return { status: 200, body: {}, audit: { subject: id } }
      case 'own':
        return refuse('own-broadcast')
      case 'not-possible':
        return refuse('broadcast-not-possible')
      case 'not-found':
        return refuse('not-found')
    }
  },
})
