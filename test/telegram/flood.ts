/** Milliseconds in which a call may have left before whoever sent it could know that it must wait. */
const grace = 250

/**
 * What Telegram does after a 429: whatever is asked, it refuses until the time that it named has passed. Who asks all the same
 * did not listen, unless the call had left before.
 */
export function flood(clock: () => number = () => performance.now()) {
  let since = 0
  let until = 0
  let description = ''

  return {
    begin(seconds: number, said: string): void {
      const now = clock()
      if (now >= until) since = now
      if (now + seconds * 1000 <= until) return
      until = now + seconds * 1000
      description = said
    },
    /** What is said to a call that comes now, or nothing when it may pass. */
    judge(): { seconds: number; description: string; isDeaf: boolean } | undefined {
      const now = clock()
      if (now >= until) return undefined
      return { seconds: Math.ceil((until - now) / 1000), description, isDeaf: now > since + grace }
    },
  }
}
