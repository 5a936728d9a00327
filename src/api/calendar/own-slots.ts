import { z } from 'zod'
import type { Tx } from '#database.ts'

export const SlotIds = z.array(z.int().min(1).max(2_147_483_647)).min(1).max(500)

type Wish = { slotIds: readonly number[]; departmentId: string; locationId: string }

/** Whether all of them are slots of the place that the policy was asked about. */
export async function areSlotsOf(tx: Tx, { slotIds, departmentId, locationId }: Wish): Promise<boolean> {
  const [row] = await tx.query<{ count: number }>({
    name: 'count-slots-of',
    text: 'SELECT count(*) AS count FROM slot WHERE id = ANY ($1) AND department_id = $2 AND location_id = $3',
    values: [slotIds, departmentId, locationId],
  })
  return row?.count === new Set(slotIds).size
}
