import type { Database } from '#database.ts'

/** Minutes for which somebody who wrote, or had the web chat open, is still there. */
const thereFor = 15

/**
 * SQL: whether the person of the row `conversation` hears at `now` (an expression, such as `$1`) of what nobody asked for. They
 * want it and the channel still lets us write there. The web chat reaches by itself only whoever looks at it: everybody else
 * needs a confirmed e-mail address or a browser that shows notifications.
 */
export function canBeTold(now: string): string {
  return `(
    conversation.reachable AND conversation.notices_off_at IS NULL AND (
      conversation.channel <> 'webchat'
      OR conversation.last_open_at > ${now}::timestamptz - interval '${thereFor} minutes'
      OR EXISTS (
        SELECT FROM contact WHERE contact.conversation_id = conversation.id AND contact.confirmed_at IS NOT NULL
      )
    )
  )`
}

/** The same of one conversation; false for one that does not exist. */
export async function isTold(
  database: Pick<Database, 'query'>,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<boolean> {
  const rows = await database.query({
    name: 'is-told',
    text: `SELECT FROM conversation WHERE id = $1 AND ${canBeTold('$2')}`,
    values: [conversationId, now],
  })
  return rows.length > 0
}
