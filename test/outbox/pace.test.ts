import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pace, telegramCeilings } from '#outbox/pace.ts'
import { rates, telegramCeilings as telegramLimits } from '../telegram/rates.ts'

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('by the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('lets at least 29 messages a second go, none of them too early for Telegram', async () => {
    const turns = pace(telegramCeilings)
    const limits = rates(telegramLimits)
    const refusals: number[] = []
    let sent = 0
    for (let message = 0; message < 3000; message++) {
      void turns.turn({ chat: `chat ${message}` }).then(({ release }) => {
        sent++
        setTimeout(release, 5)
        return refusals.push(limits.judge(message))
      })
    }
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent / 60).toBeGreaterThanOrEqual(29)
    expect(refusals.filter((seconds) => seconds > 0)).toEqual([])
  })

  it('catches up on what a slow moment cost, and never beyond what Telegram takes in a second', async () => {
    const turns = pace(telegramCeilings)
    const limits = rates(telegramLimits)
    const refusals: number[] = []
    let sent = 0
    for (let message = 0; message < 500; message++) {
      void turns.turn({ chat: `chat ${message}`, isAlone: true }).then(({ release }) => {
        sent++
        setTimeout(release, message < 10 ? 60 : 5)
        return refusals.push(limits.judge(message))
      })
    }
    await vi.advanceTimersByTimeAsync(10_000)
    expect(sent / 10).toBeGreaterThanOrEqual(29)
    expect(refusals.filter((seconds) => seconds > 0)).toEqual([])
  })

  it('sends evenly after a time when nobody waited', async () => {
    const turns = pace(telegramCeilings)
    await vi.advanceTimersByTimeAsync(5000)
    let gone = 0
    for (let message = 0; message < 10; message++)
      void turns.turn({ chat: `chat ${message}` }).then(({ release }) => {
        gone++
        return release()
      })
    await vi.advanceTimersByTimeAsync(100)
    expect(gone).toBeLessThanOrEqual(4)
  })

  it('lets a conversation have a short burst, then one a second, while others pass', async () => {
    const turns = pace(telegramCeilings)
    const gone: string[] = []
    for (let message = 0; message < 5; message++) void turns.turn({ chat: 'busy' }).then(() => gone.push('busy'))
    void turns.turn({ chat: 'other' }).then(() => gone.push('other'))
    await vi.advanceTimersByTimeAsync(300)
    expect(gone).toEqual(['busy', 'busy', 'busy', 'other'])
    await vi.advanceTimersByTimeAsync(2200)
    expect(gone).toHaveLength(6)
  })

  it('lets answers go before notices', async () => {
    const turns = pace({ perSecond: 10, perChat: { perSecond: 100, burst: 100 } })
    const gone: string[] = []
    for (const name of ['first', 'second'])
      void turns.turn({ chat: name, priority: 1 }).then(() => gone.push(`notice ${name}`))
    void turns.turn({ chat: 'third', priority: 0 }).then(() => gone.push('answer'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['notice first', 'answer', 'notice second'])
  })

  it('lets one message at a time go whose fate a crash would leave open, and what may happen twice pass', async () => {
    const turns = pace({ perSecond: 100, perChat: { perSecond: 100, burst: 100 } })
    const gone: string[] = []
    const releases: (() => void)[] = []
    for (const chat of ['first', 'second'])
      void turns.turn({ chat, isAlone: true }).then(({ release }) => {
        gone.push(chat)
        return releases.push(release)
      })
    void turns.turn({ chat: 'edit' }).then(() => gone.push('edit'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['first', 'edit'])
    releases[0]?.()
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['first', 'edit', 'second'])
  })

  it('lets the next one prepare when the answer came, and send when it is written down', async () => {
    const turns = pace({ perSecond: 100, perChat: { perSecond: 100, burst: 100 } })
    const { promise: writing, resolve: wrote } = Promise.withResolvers<void>()
    const seen: string[] = []
    void turns.turn({ chat: 'first', isAlone: true }).then(({ release }) => release(writing))
    // Somebody else sent it already: there is nothing to write down.
    void turns.turn({ chat: 'second', isAlone: true }).then(({ release }) => release())
    void turns.turn({ chat: 'third', isAlone: true }).then(({ clear }) => {
      seen.push('third prepares')
      return clear.then(() => seen.push('third sends'))
    })
    void turns.turn({ chat: 'edit' }).then(({ clear }) => clear.then(() => seen.push('edit sends')))
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen).toEqual(['third prepares', 'edit sends'])
    wrote()
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen).toEqual(['third prepares', 'edit sends', 'third sends'])
  })

  it('takes a turn back when its call was answered, so that nobody holds up whom they wait for', async () => {
    const turns = pace(telegramCeilings)
    const limits = rates(telegramLimits)
    const refusals: number[] = []
    let done = 0
    // Each of them calls twice, and all of the first calls are on their way before one is answered.
    for (let message = 0; message < 90; message++) {
      void turns.turn({ chat: `chat ${message}`, priority: 2 }).then(async ({ next, release }) => {
        refusals.push(limits.judge(message))
        await later(1200)
        await next()
        refusals.push(limits.judge(message))
        await later(1200)
        release()
        return done++
      })
    }
    await vi.advanceTimersByTimeAsync(30_000)
    expect(done).toBe(90)
    expect(refusals).toHaveLength(180)
    expect(refusals.filter((seconds) => seconds > 0)).toEqual([])
  })

  it('ends what is half sent before it begins more of the same urgency', async () => {
    const turns = pace({ perSecond: 10, perChat: { perSecond: 100, burst: 100 } })
    const gone: string[] = []
    const half = await turns.turn({ chat: 'half', priority: 2 })
    for (const chat of ['other', 'another'])
      void turns.turn({ chat, priority: 2 }).then(({ release }) => {
        release()
        return gone.push(chat)
      })
    void half.next().then(() => gone.push('second half'))
    void turns.turn({ chat: 'asks', priority: 0 }).then(() => gone.push('reply'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['reply', 'second half', 'other', 'another'])
  })

  it('keeps who goes alone alone until the end, and lets its further calls go first: all others wait for it', async () => {
    const turns = pace({ perSecond: 10, perChat: { perSecond: 100, burst: 100 } })
    const gone: string[] = []
    const alone = await turns.turn({ chat: 'news', priority: 1, isAlone: true })
    void turns.turn({ chat: 'reply', isAlone: true }).then(() => gone.push('reply'))
    for (const chat of ['edit', 'other edit']) void turns.turn({ chat }).then(() => gone.push(chat))
    void alone.next().then(() => gone.push('second call'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['second call', 'edit', 'other edit'])
    alone.release()
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone.at(-1)).toBe('reply')
  })

  it('lets an edit that becomes a new message go alone from then on', async () => {
    const turns = pace({ perSecond: 100, perChat: { perSecond: 100, burst: 100 } })
    const { promise: writing, resolve: wrote } = Promise.withResolvers<void>()
    const gone: string[] = []
    const both = Promise.all([turns.turn({ chat: 'edit' }), turns.turn({ chat: 'alone', isAlone: true })])
    await vi.advanceTimersByTimeAsync(1000)
    const [edit, alone] = await both
    const becomes = edit.next({ isAlone: true }).then(() => gone.push('new message'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual([])
    alone.release(writing)
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone, 'not before it is written down').toEqual([])
    wrote()
    await becomes
    expect(gone).toEqual(['new message'])
    void turns.turn({ chat: 'next', isAlone: true }).then(() => gone.push('next'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['new message'])
    edit.release()
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['new message', 'next'])
  })

  it('lets what a conversation waits for go as early as who waits', async () => {
    const turns = pace({ perSecond: 10, perChat: { perSecond: 100, burst: 100 } })
    const gone: string[] = []
    await turns.turn({ chat: 'first' })
    for (const chat of ['one', 'two', 'three'])
      void turns.turn({ chat, priority: 2 }).then(({ release }) => {
        release()
        return gone.push(chat)
      })
    turns.hurry({ chat: 'three', priority: 0 })
    // What is urgent already stays so.
    turns.hurry({ chat: 'three', priority: 1 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(gone).toEqual(['three', 'one', 'two'])
  })

  it('lets who stops wait no longer, and keeps no place for them', async () => {
    const turns = pace({ perSecond: 1, perChat: { perSecond: 100, burst: 100 } })
    const stopping = new AbortController()
    const { next, release } = await turns.turn({ chat: 'half' })
    turns.pause(60)
    const further = next({ stopping: stopping.signal })
    await vi.advanceTimersByTimeAsync(1000)
    stopping.abort()
    expect(await further).toBe(false)
    expect(await next({ stopping: stopping.signal })).toBe(false)
    release()
    let isGone = false
    void turns.turn({ chat: 'other' }).then(() => (isGone = true))
    await vi.advanceTimersByTimeAsync(61_000)
    expect(isGone).toBe(true)
  })

  it('lets nobody go during a pause', async () => {
    const turns = pace(telegramCeilings)
    turns.pause(5)
    let isGone = false
    void turns.turn({ chat: 'anybody' }).then(() => (isGone = true))
    await vi.advanceTimersByTimeAsync(4900)
    expect(isGone).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(isGone).toBe(true)
  })
})
