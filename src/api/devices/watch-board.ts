import type { Desk } from '../desk.ts'
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
    return { status: 200, body: events(desk, { locationId, signal }) }
  },
})

async function* events(desk: Desk, watching: { locationId: string; signal: AbortSignal }): AsyncGenerator<string> {
  let told = ''
  for await (const _ of changes(desk.database, watching)) {
    const board = JSON.stringify(await readBoard(desk, watching.locationId))
    if (board !== told) yield `data: ${board}\n\n`
    told = board
  }
}
