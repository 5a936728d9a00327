import { refuse } from '../problem.ts'
import { defineRoute } from '../route.ts'
import { BroadcastShape } from './broadcast-shape.ts'
import { broadcastParams, placeOfBroadcast, readBroadcast } from './own-broadcast.ts'

export const showBroadcast = defineRoute({
  id: 'show-broadcast',
  method: 'GET',
  path: '/broadcasts/:id',
  summary: 'A broadcast and its report, which adds up to the audience',
  params: broadcastParams,
  policy: { roles: ['manager'], scope: 'broadcasts:read', limitedTo: placeOfBroadcast },
  answers: { 200: BroadcastShape },
  refusals: { 'not-found': 404 },
  async run(call) {
    const body = await readBroadcast(call)
    return body ? { status: 200, body } : refuse('not-found')
  },
})
