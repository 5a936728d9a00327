import { defineRoute } from '../route.ts'
import { Board, readBoard } from './board-shape.ts'

export const showBoard = defineRoute({
  id: 'show-board',
  method: 'GET',
  path: '/board',
  summary: 'Who is called at the location of this screen: codes and rooms, never names',
  policy: { device: 'board', limitedTo: 'anywhere' },
  answers: { 200: Board },
  async run({ principal: { locationId }, desk }) {
    return { status: 200, body: await readBoard(desk, locationId) }
  },
})
