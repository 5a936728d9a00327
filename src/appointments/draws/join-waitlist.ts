import type { Tx } from '#database.ts'
import { subscribe } from '../subscribe.ts'

type Joining = { conversationId: string; departmentId: string; serviceId: string; locationId: string; language: string }

/** Puts whoever got no place on the waitlist. A wish that they have there already is theirs and stays as it is. */
export async function joinWaitlist(tx: Tx, joining: Joining): Promise<void> {
  const wishes = await tx.query({
    name: 'join-waitlist-find',
    text: 'SELECT FROM subscription WHERE conversation_id = $1 AND department_id = $2 AND ended_at IS NULL',
    values: [joining.conversationId, joining.departmentId],
  })
  if (wishes.length === 0) await subscribe(tx, joining)
}
