import { updateKinds } from './definition.ts'

export type Update = { update_id: number } & Record<string, unknown>
type Queued = { update: Update; chat: number; isHandedOut: boolean }

const unasked = ['chat_member', 'message_reaction', 'message_reaction_count']

/** The updates of a bot, until they are confirmed: by an offset beyond them, or by a webhook's 2xx. */
export function updateQueue() {
  let queued: Queued[] = []
  let nextId = 1000 + Math.floor(Math.random() * 1e8)
  let allowed = updateKinds.filter((kind) => !unasked.includes(kind))
  let waiting: (() => void)[] = []

  function wake(): void {
    for (const each of waiting) each()
    waiting = []
  }

  return {
    get pending(): number {
      return queued.length
    },
    isWaiting: (chat: number): boolean => queued.some((each) => each.chat === chat),
    /** The number of the next update. */
    nextId: () => nextId++,
    /** As after a week of silence. */
    jump(): void {
      nextId = Math.floor(Math.random() * 1e9)
    },
    allow(kinds: readonly string[] | undefined): void {
      if (kinds === undefined) return
      allowed = kinds.length > 0 ? [...kinds] : updateKinds.filter((kind) => !unasked.includes(kind))
    },
    get allowed(): readonly string[] {
      return allowed
    },
    push(chat: number, content: Record<string, unknown>): Update {
      const update = { update_id: nextId++, ...content }
      if (Object.keys(content).some((kind) => !allowed.includes(kind))) return update
      queued.push({ update, chat, isHandedOut: false })
      wake()
      return update
    },
    /** The same update once more, as after a lost confirmation. */
    again(update: Update, chat: number): void {
      queued.push({ update, chat, isHandedOut: false })
      wake()
    },
    confirm(offset: number | undefined): void {
      if (offset === undefined) return
      queued = queued.filter(({ update, isHandedOut }) => !(isHandedOut && update.update_id < offset))
    },
    handOut(limit: number): Update[] {
      const batch = queued.slice(0, limit)
      for (const each of batch) each.isHandedOut = true
      return batch.map(({ update }) => update)
    },
    /** The first of each chat: a webhook gets what comes after it only when it has been accepted. */
    heads(): Queued[] {
      const seen = new Set<number>()
      return queued.filter(({ chat }) => !seen.has(chat) && seen.add(chat))
    },
    drop(entry: Queued): void {
      queued = queued.filter((each) => each !== entry)
    },
    news: () => new Promise<void>((resolve) => waiting.push(resolve)),
    wake,
  }
}

export type UpdateQueue = ReturnType<typeof updateQueue>
