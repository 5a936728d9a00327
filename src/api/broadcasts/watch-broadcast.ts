import { setTimeout } from 'node:timers/promises'
import { afresh } from '../events.ts'
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
    const tell = afresh(async () => (await readBroadcast({ params, desk })) ?? 'over')
    return { status: 200, body: { ticks: everySecond(signal), tell } }
  },
})

async function* everySecond(signal: AbortSignal): AsyncGenerator<void> {
  while (!signal.aborted) {
    yield
    await setTimeout(1000, undefined, { signal }).catch(() => {})
  }
}
