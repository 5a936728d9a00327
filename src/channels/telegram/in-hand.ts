import type { Update } from './read-update.ts'

/**
 * The updates that Telegram has handed out and still keeps. Each is taken once, in order within its chat, however often it
 * is handed out; `offset` tells Telegram to forget those before the first that is not committed yet. So one that takes long
 * holds up nobody but its chat: what comes meanwhile is handed out too, as far as Telegram's 100 reach.
 */
export function updatesInHand(take: (update: Update) => Promise<void>) {
  let known = new Map<number, { isDone: boolean }>()
  const chats = new Map<number | undefined, Promise<void>>()
  let greatest: number | undefined

  function begin(update: Update): void {
    const state = { isDone: false }
    known.set(update.update_id, state)
    const chat = chatOf(update)
    const work = after(chats.get(chat))
    chats.set(chat, work)

    async function after(before: Promise<void> | undefined): Promise<void> {
      await before
      await take(update)
      state.isDone = true
      if (chats.get(chat) === work) chats.delete(chat)
    }
  }

  return {
    /** Begins what is new in a batch, and returns it. */
    receive(batch: readonly Update[]): Update[] {
      const fresh = batch.filter(({ update_id }) => !known.has(update_id))
      const handed = new Set(batch.map(({ update_id }) => update_id))
      // What is done and no more handed out is forgotten on both sides.
      known = new Map([...known].filter(([id, { isDone }]) => !isDone || handed.has(id)))
      // After a quiet week the next number is a random one: the greatest of the last batch counts, not the greatest ever.
      if (handed.size > 0) greatest = Math.max(...handed)
      fresh.forEach(begin)
      return fresh
    },
    /** What Telegram may be asked for next: everything before it is committed. */
    offset(): number | undefined {
      const open = [...known].flatMap(([id, { isDone }]) => (isDone ? [] : [id]))
      if (open.length > 0) return Math.min(...open)
      return greatest === undefined ? undefined : greatest + 1
    },
    isEmpty: (): boolean => chats.size === 0,
    /** Resolves when everything that was begun so far is done. */
    settled: async (): Promise<void> => {
      await Promise.all(chats.values())
    },
  }
}

function chatOf({ message, edited_message, channel_post, callback_query, my_chat_member }: Update): number | undefined {
  return (message ?? edited_message ?? channel_post ?? callback_query?.message ?? my_chat_member)?.chat.id
}
