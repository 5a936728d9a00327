import { pauseBroadcast as pause } from '#notices/broadcast/control.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { managing } from './own-broadcast.ts'

export const pauseBroadcast = defineRoute({
  ...managing,
  id: 'pause-broadcast',
  method: 'POST',
  path: '/broadcasts/:id/pause',
  summary: 'Tells nobody else until it goes on; what stands in line is taken back',
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'broadcast-not-possible': 409 },
  async run({ params: { id }, tx }) {
    const { outcome } = await pause(tx, { id })
    if (outcome === 'not-found') return refuse('not-found')
    if (outcome === 'not-possible') return refuse('broadcast-not-possible')
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
