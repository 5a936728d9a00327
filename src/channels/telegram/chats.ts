import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'

/** `isNew`: nothing has been said in it yet; `last` is the place in its log of what was said last. */
export type Chat = { conversationId: string; isNew: boolean; last: number }

/** The conversations of Telegram's chats, each made by the first update that comes from there. */
export function chats({
  database,
  conversations,
}: {
  database: Pick<Database, 'query'>
  conversations: Conversations
}) {
  async function find(chat: number): Promise<Chat | undefined> {
    const [row] = await database.query<Chat>({
      name: 'telegram-find-chat',
      text: `SELECT id AS "conversationId", last_sequence = 0 AS "isNew", last_sequence AS last FROM conversation
             WHERE channel = 'telegram' AND address = $1`,
      values: [String(chat)],
    })
    return row
  }

  return {
    find,
    async open(chat: number): Promise<Chat> {
      const known = await find(chat)
      if (known) return known
      // Two updates at once, in two processes: the second one finds what the first one made.
      const made = await conversations.create({ channel: 'telegram', address: String(chat) }).catch(() => undefined)
      const found = made ? { ...made, isNew: true, last: 0 } : await find(chat)
      if (!found) throw new Error('A chat could not be made a conversation')
      return found
    },
    async setReachable(chat: number, isReachable: boolean): Promise<void> {
      await database.query({
        name: 'telegram-reachable',
        text: `WITH person AS (
                 UPDATE conversation SET reachable = $2 WHERE channel = 'telegram' AND address = $1 RETURNING id
               )
               UPDATE message SET status = 'unreachable' FROM person
               WHERE conversation_id = person.id AND status = 'queued' AND NOT $2`,
        values: [String(chat), isReachable],
      })
    },
  }
}

export type Chats = ReturnType<typeof chats>
