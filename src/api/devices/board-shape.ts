import { z } from 'zod'
import { callsOnBoard } from '#appointments/attendance/calls-on-board.ts'
import { Translated } from '#appointments/office.ts'
import type { Desk } from '../desk.ts'
import { Instant } from '../visits/visit-shape.ts'

/** All that a waiting room may know. */
export const Board = z.object({
  location: Translated,
  calls: z.array(z.object({ code: z.string(), room: z.string(), calledAt: Instant })),
})
export type Board = z.infer<typeof Board>

export async function readBoard({ database, office, now }: Desk, locationId: string): Promise<Board> {
  const calls = await callsOnBoard(database, { locationId, now: now() })
  return {
    location: nameOf(office(), locationId),
    calls: calls.map(({ calledAt, ...call }) => ({ ...call, calledAt: calledAt.toISOString() })),
  }
}

export function nameOf({ locations }: ReturnType<Desk['office']>, locationId: string): Translated {
  return locations.find(({ id }) => id === locationId)?.name ?? { de: '' }
}
