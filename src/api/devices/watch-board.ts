import type { PairedDevice } from '#staff/principal.ts'
import { afresh } from '../events.ts'
import { defineRoute } from '../route.ts'
import { changes } from '../today/changes.ts'
import { readBoard } from './board-shape.ts'

export const watchBoard = defineRoute({
  id: 'watch-board',
  method: 'GET',
  path: '/board/events',
  summary: 'The same live: all of it whenever something changes',
  policy: { device: 'board', limitedTo: 'anywhere' },
  answers: { 200: { media: 'text/event-stream' } },
  async run({ principal: { locationId }, desk, signal }) {
    const ticks = changes(desk.database, { locationId, signal })
    // What ticks is the place where it stood: elsewhere it begins again.
    const tell = afresh(async (board: PairedDevice) =>
      board.locationId === locationId ? readBoard(desk, locationId) : 'over',
    )
    return { status: 200, body: { ticks, tell } }
  },
})
