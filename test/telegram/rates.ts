/**
 * Telegram's ceilings: so many messages in any second, and per chat one a second after a short burst. Every other method has a
 * ceiling of its own, which Telegram does not tell.
 */
export type Ceilings = {
  perSecond: number
  perChat: { perSecond: number; burst: number }
  perOtherMethod?: number
}

export const telegramCeilings: Ceilings = { perSecond: 30, perChat: { perSecond: 1, burst: 5 }, perOtherMethod: 60 }

/** Judges each call at the moment it arrives; a refused one does not count. */
export function rates(
  { perSecond, perChat, perOtherMethod = Infinity }: Ceilings,
  clock: () => number = () => performance.now(),
) {
  let recent: number[] = []
  let busiest = 0
  const chats = new Map<number, { level: number; at: number }>()
  const others = new Map<string, number[]>()

  return {
    get busiest() {
      return busiest
    },
    /** A message, or the edit of one: seconds to wait, or 0. */
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
    /** Everything else: seconds to wait, or 0. */
    judgeOther(method: string): number {
      const now = clock()
      const calls = (others.get(method) ?? []).filter((at) => at > now - 1000)
      if (calls.length >= perOtherMethod) return 1
      others.set(method, [...calls, now])
      return 0
    },
  }
}
