import { stopBroadcast as stop } from '#notices/broadcast/control.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { managing } from './own-broadcast.ts'

export const stopBroadcast = defineRoute({
  ...managing,
  id: 'stop-broadcast',
  method: 'POST',
  path: '/broadcasts/:id/stop',
  summary: 'Ends it for good; what stands in line is taken back',
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'broadcast-not-possible': 409 },
  async run({ params: { id }, tx, now }) {
    const { outcome } = await stop(tx, { id, now })
    if (outcome === 'not-found') return refuse('not-found')
    if (outcome === 'not-possible') return refuse('broadcast-not-possible')
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
