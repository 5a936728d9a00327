/** So many messages a second in all, and so many per conversation after a short burst. */
export type Ceilings = { perSecond: number; perChat: { perSecond: number; burst: number } }

/**
 * Telegram takes about 30 messages in any second. Evenly spaced at 29.4; what a busy machine was late by is caught up on. The
 * law above that: never more than 30 whose answers came within a second or are still to come.
 */
export const telegramCeilings: Ceilings = { perSecond: 29.4, perChat: { perSecond: 0.98, burst: 3 } }

/** `isAlone`: a crash would leave open whether it arrived. Of these one at a time is on its way. */
type Wish = { chat: string; priority?: number; isAlone?: boolean }
/** `hasBegun`: it is a further call of what is half sent already. */
type Waiter = Required<Wish> & { hasBegun: boolean; go: () => void }

/**
 * A turn is one call. `clear` resolves when what went alone before is written down; until then only preparations may be made.
 * `next` exchanges it for another one when the call was answered: who kept it meanwhile would hold up those that it waits
 * for. It resolves to false when `stopping` came first. `release` must be called when the last answer came; `written` is the
 * work of writing down what became of it. Who goes alone stays alone until then.
 */
export type Turn = {
  clear: Promise<void>
  next(wish?: { isAlone?: boolean; stopping?: AbortSignal }): Promise<boolean>
  release(written?: Promise<void>): void
}

/** Milliseconds of a second, and some that clocks may differ. */
const second = 1005
/** Milliseconds by which those who wait may be late and catch up. More gains nothing; what nobody waited for is no delay. */
const lenience = { waiting: 250, idle: 10 }

/** Who wants to send waits here for a turn: by priority, then in the order they came; a full conversation lets others pass. */
export function pace({ perSecond, perChat }: Ceilings, clock: () => number = () => performance.now()) {
  const interval = 1000 / perSecond
  const levels = new Map<string, { level: number; at: number }>()
  let waiting: Waiter[] = []
  let next = 0
  let pausedUntil = 0
  let timer: NodeJS.Timeout | undefined
  let isOccupied = false
  let clear = Promise.resolve()
  let underWay = 0
  /** When the answers of the last second came: what they answer had arrived by then, however slow the way was. */
  let answered: number[] = []
  const most = Math.ceil(perSecond)

  /** Milliseconds until this conversation may send again. */
  function delayOf(chat: string, now: number): number {
    const known = levels.get(chat)
    if (!known) return 0
    const level = Math.max(0, known.level - ((now - known.at) / 1000) * perChat.perSecond)
    return Math.max(0, ((level + 1 - perChat.burst) / perChat.perSecond) * 1000)
  }

  function count(chat: string, now: number): void {
    const known = levels.get(chat) ?? { level: 0, at: now }
    const level = Math.max(0, known.level - ((now - known.at) / 1000) * perChat.perSecond) + 1
    levels.set(chat, { level, at: now })
    if (levels.size > 10_000) forget(now)
  }

  function forget(now: number): void {
    for (const [chat, { at }] of levels) if (now - at > (perChat.burst / perChat.perSecond) * 1000) levels.delete(chat)
  }

  function dispatch(): void {
    clearTimeout(timer)
    for (let now = clock(); waiting.length > 0; now = clock()) {
      const earliest = Math.max(next, pausedUntil)
      if (earliest > now) return wakeIn(earliest - now)
      answered = answered.filter((at) => at > now - second)
      if (answered.length + underWay >= most) {
        const [oldest] = answered
        return oldest === undefined ? undefined : wakeIn(oldest + second - now)
      }
      const delays = new Map<string, number>()
      const index = waiting.findIndex(({ chat, isAlone }) => {
        if (isAlone && isOccupied) return false
        const delay = delays.get(chat) ?? delayOf(chat, now)
        delays.set(chat, delay)
        return delay <= 0
      })
      const [chosen] = index < 0 ? [] : waiting.splice(index, 1)
      if (!chosen) return delays.size > 0 ? wakeIn(Math.min(...delays.values())) : undefined
      next = Math.max(next, now - lenience.waiting) + interval
      count(chosen.chat, now)
      isOccupied ||= chosen.isAlone
      underWay++
      chosen.go()
    }
  }

  /** The turn of who has just been let go. */
  function turnOf(waiter: Waiter): Turn {
    let { isAlone } = waiter
    let isUnderWay = true

    function isAnswered(): void {
      if (!isUnderWay) return
      isUnderWay = false
      underWay--
      answered.push(clock())
    }

    return {
      clear: isAlone ? clear : Promise.resolve(),
      next: ({ isAlone: goesAlone = false, stopping } = {}) =>
        new Promise<boolean>((resolve) => {
          isAnswered()
          const giveUp = () => {
            waiting = waiting.filter((each) => each !== further)
            resolve(false)
          }
          const further: Waiter = {
            chat: waiter.chat,
            // Everybody who would go alone waits for who does.
            priority: isAlone ? Math.min(0, waiter.priority) : waiter.priority,
            isAlone: goesAlone && !isAlone,
            hasBegun: true,
            go: () => {
              stopping?.removeEventListener('abort', giveUp)
              isUnderWay = true
              isAlone ||= further.isAlone
              resolve(further.isAlone ? clear.then(() => true) : true)
            },
          }
          if (stopping?.aborted) return giveUp()
          stopping?.addEventListener('abort', giveUp, { once: true })
          enter(further)
        }),
      release(written) {
        isAnswered()
        if (isAlone) isOccupied = false
        // Whoever writes it down hears of a failure; the next one only waits for the end.
        if (isAlone && written) clear = written.catch(() => {})
        isAlone = false
        dispatch()
      },
    }
  }

  function enter(waiter: Waiter): void {
    if (waiting.length === 0) next = Math.max(next, clock() - lenience.idle)
    insert(waiter)
    dispatch()
  }

  /** By priority; what is half sent before what has not begun: of that there is never more than was under way at once. */
  function insert(waiter: Waiter): void {
    const place = waiting.findIndex((other) => rank(other) > rank(waiter))
    waiting = waiting.toSpliced(place < 0 ? waiting.length : place, 0, waiter)
  }

  function wakeIn(milliseconds: number): void {
    timer = setTimeout(dispatch, Math.max(1, milliseconds))
  }

  return {
    turn: ({ chat, priority = 0, isAlone = false }: Wish) =>
      new Promise<Turn>((resolve) => {
        const waiter: Waiter = { chat, priority, isAlone, hasBegun: false, go: () => resolve(turnOf(waiter)) }
        enter(waiter)
      }),
    /** Somebody waits for what this conversation has to send: it goes as early as that. */
    hurry({ chat, priority }: { chat: string; priority: number }): void {
      for (const waiter of waiting.filter((each) => each.chat === chat && each.priority > priority)) {
        waiting = waiting.filter((each) => each !== waiter)
        waiter.priority = priority
        insert(waiter)
      }
      dispatch()
    },
    /** Nobody gets a turn for so long. */
    pause(seconds: number): void {
      pausedUntil = Math.max(pausedUntil, clock() + seconds * 1000)
    },
  }
}

function rank({ priority, hasBegun }: Waiter): number {
  return 2 * priority + (hasBegun ? 0 : 1)
}

export type Pace = ReturnType<typeof pace>
