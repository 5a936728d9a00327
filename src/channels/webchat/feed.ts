import type { Conversations, LogEntry } from '#conversation/conversations.ts'

/** Somebody who wants every entry after `cursor`, in order and once. */
export type Follower = { cursor: number; deliver(entries: readonly LogEntry[]): void }

/**
 * Hands new entries of the message log to those who follow a conversation. One reading at a time per conversation, for
 * all its followers together; whoever wakes it meanwhile makes it read once more.
 * `failed` hears of a reading that did not work; the next waking repeats it.
 */
export function feed(
  conversations: Pick<Conversations, 'log'>,
  failed: (error: unknown, conversationId: string) => void,
) {
  const followers = new Map<string, Set<Follower>>()
  const readings = new Map<string, { isStale: boolean }>()

  function follow(conversationId: string, follower: Follower): () => void {
    const all = followers.get(conversationId) ?? new Set()
    followers.set(conversationId, all.add(follower))
    wake(conversationId)
    return () => {
      all.delete(follower)
      if (all.size === 0 && followers.get(conversationId) === all) followers.delete(conversationId)
    }
  }

  function wake(conversationId: string): void {
    const reading = readings.get(conversationId)
    if (reading) reading.isStale = true
    else if (followers.has(conversationId)) void pump(conversationId)
  }

  /** Something may have been missed. */
  function wakeAll(): void {
    for (const conversationId of followers.keys()) wake(conversationId)
  }

  async function pump(conversationId: string): Promise<void> {
    const reading = { isStale: true }
    readings.set(conversationId, reading)
    try {
      while (reading.isStale) {
        reading.isStale = false
        await read(conversationId)
      }
    } catch (error) {
      failed(error, conversationId)
    } finally {
      readings.delete(conversationId)
    }
  }

  async function read(conversationId: string): Promise<void> {
    const all = followers.get(conversationId)
    if (!all || all.size === 0) return
    // Whoever comes while the log is being read may want earlier entries than these: his own waking serves him.
    const present = [...all]
    const entries = await conversations.log(conversationId, Math.min(...present.map(({ cursor }) => cursor)))
    for (const follower of present) {
      const fresh = entries.filter(({ sequence }) => sequence > follower.cursor)
      const last = fresh.at(-1)
      if (!last || !all.has(follower)) continue
      follower.cursor = last.sequence
      follower.deliver(fresh)
    }
  }

  return { follow, wake, wakeAll }
}

export type Feed = ReturnType<typeof feed>
