import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'

/** Without service or location any will do. `until`: the last day "YYYY-MM-DD" that helps. */
export type Wish = {
  conversationId: string
  departmentId: string
  serviceId?: string | undefined
  locationId?: string | undefined
  until?: string | undefined
}

/** Remembers the wish to hear of free times. The same wish twice is one. */
export async function subscribe(tx: Tx, wish: Wish): Promise<{ id: string }> {
  const [subscription] = await tx.query<{ id: string }>({
    name: 'subscribe',
    text: `
      WITH
        same AS (
          SELECT id FROM subscription
          WHERE conversation_id = $2 AND department_id = $3 AND service_id IS NOT DISTINCT FROM $4
            AND location_id IS NOT DISTINCT FROM $5 AND until IS NOT DISTINCT FROM $6::date AND ended_at IS NULL
          LIMIT 1
        ),
        fresh AS (
          INSERT INTO subscription (id, conversation_id, department_id, service_id, location_id, until)
          SELECT $1, $2, $3, $4, $5, $6::date WHERE NOT EXISTS (SELECT FROM same)
          RETURNING id
        )
      SELECT id FROM same UNION ALL SELECT id FROM fresh`,
    values: [
      randomUUID(),
      wish.conversationId,
      wish.departmentId,
      wish.serviceId ?? null,
      wish.locationId ?? null,
      wish.until ?? null,
    ],
  })
  if (!subscription) throw new Error('A subscription was neither found nor made')
  return subscription
}
