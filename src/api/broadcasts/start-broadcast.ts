import { z } from 'zod'
import { instantOf } from '#appointments/local-time.ts'
import { startBroadcast as start } from '#notices/broadcast/start.ts'
import { LocalMoment } from '../calendar/inputs.ts'
import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { Instant } from '../visits/visit-shape.ts'
import { managing } from './own-broadcast.ts'

export const startBroadcast = defineRoute({
  ...managing,
  id: 'start-broadcast',
  method: 'POST',
  path: '/broadcasts/:id/start',
  summary:
    'Starts a draft, or schedules it with `at`, by the office’s clock. From its start on audience and words are frozen; in the night nobody is told',
  body: z.strictObject({ at: LocalMoment.optional() }),
  answers: { 200: z.object({ people: z.int(), at: Instant.nullable() }) },
  refusals: {
    'not-found': 404,
    'broadcast-not-possible': 409,
    'no-such-time': 422,
    'time-in-the-past': 409,
    'no-audience': 409,
    'no-places': 409,
    'approval-needed': 409,
    'other-starter-needed': 409,
  },
  async run({ params: { id }, body, desk, tx, principal, now }) {
    const at = body.at && instantOf(body.at)
    if (body.at && !at) return refuse('no-such-time', { field: 'at' })
    // A key of another system is nobody: four eyes are two people.
    const by = principal.kind === 'staff' ? principal.id : null
    const started = await start(tx, { id, at, office: desk.office(), by, now })
    switch (started.outcome) {
      case 'started':
      case 'scheduled': {
        const begins = started.outcome === 'scheduled' ? started.at.toISOString() : null
        const { people } = started
        return { status: 200, body: { people, at: begins }, audit: { subject: id, facts: { people, at: begins } } }
      }
      case 'not-found':
        return refuse('not-found')
      case 'not-possible':
        return refuse('broadcast-not-possible')
      case 'in-the-past':
        return refuse('time-in-the-past', { field: 'at' })
      case 'approval-needed':
      case 'other-starter-needed':
        return refuse(started.outcome, { facts: { people: started.people, alone: started.alone } })
      case 'no-audience':
      case 'no-places':
        return refuse(started.outcome)
    }
  },
})
