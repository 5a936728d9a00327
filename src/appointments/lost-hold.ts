import type { Tx } from '#database.ts'
import { expireHold } from './expire-hold.ts'
import { type FreeTime, nearestFree } from './find-free.ts'

type Lost = { conversationId: string; holdId: string; now: Date }

/**
 * Times to offer when a hold is over. One that ran out is given back here, so that the same time is offered again if
 * nobody else waits for it. When the hold is gone without a trace there is nothing to go by, and the list is empty.
 */
export async function afterLostHold(tx: Tx, { conversationId, holdId, now }: Lost): Promise<FreeTime[]> {
  const expired = await expireHold(tx, { conversationId, holdId })
  if (!expired) return []
  const { departmentId, locationId, units, startsAt: around } = expired
  return nearestFree(tx, { departmentId, locationId, units, around, now })
}
