/** Telegram's ceilings: so many messages in any second, and per chat one a second after a short burst. */
export type Ceilings = { perSecond: number; perChat: { perSecond: number; burst: number } }

export const telegramCeilings: Ceilings = { perSecond: 30, perChat: { perSecond: 1, burst: 5 } }

/** Judges each message at the moment it arrives; a refused one does not count. */
export function rates({ perSecond, perChat }: Ceilings, clock: () => number = () => performance.now()) {
  let recent: number[] = []
  let busiest = 0
  const chats = new Map<number, { level: number; at: number }>()

  return {
    get busiest() {
      return busiest
    },
    /** Seconds to wait, or 0. */
    judge(chat: number): number {
      const now = clock()
      recent = recent.filter((at) => at > now - 1000)
      if (recent.length >= perSecond) return 1
      const before = chats.get(chat) ?? { level: 0, at: now }
      const level = Math.max(0, before.level - ((now - before.at) / 1000) * perChat.perSecond)
      if (level + 1 > perChat.burst) return Math.ceil((level + 1 - perChat.burst) / perChat.perSecond)
      chats.set(chat, { level: level + 1, at: now })
      recent.push(now)
      busiest = Math.max(busiest, recent.length)
      return 0
    },
  }
}
