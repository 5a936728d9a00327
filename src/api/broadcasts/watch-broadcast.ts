import { setTimeout } from 'node:timers/promises'
import type { Desk } from '../desk.ts'
import { defineRoute } from '../route.ts'
import { broadcastParams, placeOfBroadcast, readBroadcast } from './own-broadcast.ts'

export const watchBroadcast = defineRoute({
  id: 'watch-broadcast',
  method: 'GET',
  path: '/broadcasts/:id/events',
  summary: 'The same live: an event with everything, then one whenever something has changed, at most one a second',
  params: broadcastParams,
  policy: { roles: ['manager'], scope: 'broadcasts:read', limitedTo: placeOfBroadcast },
  answers: { 200: { media: 'text/event-stream' } },
  async run({ params, desk, signal }) {
    return { status: 200, body: events({ params, desk, signal }) }
  },
})

type Watching = { params: { id: string }; desk: Desk; signal: AbortSignal }

async function* events({ signal, ...asked }: Watching): AsyncGenerator<string> {
  let told = ''
  while (!signal.aborted) {
    const now = JSON.stringify(await readBroadcast(asked))
    if (now !== told) yield `data: ${now}\n\n`
    told = now
    await setTimeout(1000, undefined, { signal }).catch(() => {})
  }
}
