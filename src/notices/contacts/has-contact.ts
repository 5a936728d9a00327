import type { Tx } from '#database.ts'
import type { ContactKind } from './contact.ts'

/** Whether the person of a conversation can be reached in this way. */
export async function hasContact(
  tx: Tx,
  { conversationId, kind }: { conversationId: string; kind: ContactKind },
): Promise<boolean> {
  const rows = await tx.query({
    name: 'has-contact',
    text: `SELECT FROM contact WHERE conversation_id = $1 AND kind = $2::contact_kind AND confirmed_at IS NOT NULL LIMIT 1`,
    values: [conversationId, kind],
  })
  return rows.length > 0
}
