import { resumeBroadcast as resume } from '#notices/broadcast/control.ts'
import { refuse } from '../problem.ts'
import { defineRoute, Nothing } from '../route.ts'
import { managing } from './own-broadcast.ts'

export const resumeBroadcast = defineRoute({
  ...managing,
  id: 'resume-broadcast',
  method: 'POST',
  path: '/broadcasts/:id/resume',
  summary: 'Goes on with a paused broadcast where it was',
  answers: { 200: Nothing },
  refusals: { 'not-found': 404, 'broadcast-not-possible': 409 },
  async run({ params: { id }, tx, now }) {
    const { outcome } = await resume(tx, { id, now })
    if (outcome === 'not-found') return refuse('not-found')
    if (outcome === 'not-possible') return refuse('broadcast-not-possible')
    return { status: 200, body: {}, audit: { subject: id } }
  },
})
