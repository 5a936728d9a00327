import type { Database } from '#database.ts'

/**
 * Notes that the chat is open there: who looks at it can be told. A conversation whose turn is just being taken is passed over:
 * the turn says the same.
 */
export function seen(database: Pick<Database, 'query'>, now: () => Date) {
  return async (conversationIds: readonly string[]): Promise<void> => {
    await database.query({
      name: 'note-open-chats',
      text: `UPDATE conversation SET last_open_at = $2 WHERE id = ANY (ARRAY(
               SELECT id FROM conversation WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
             ))`,
      values: [conversationIds, now()],
    })
  }
}
