import type { Pace } from '#outbox/pace.ts'
import { pauseAfter } from './pauses.ts'
import type { State } from './state.ts'

/** How Telegram bears with what it is asked to send. */
export type Bearing = 'carries' | 'away' | 'wrong-token'

type Parts = {
  state: Pick<State, 'carries' | 'away' | 'refused'>
  pace: Pick<Pace, 'pause'>
  clock?: () => number
  chance?: () => number
}

/** While Telegram is away, or knows no such token, nobody is sent to: longer each time. */
export function watchBearing({ state, pace, clock = () => performance.now(), chance }: Parts): (how: Bearing) => void {
  let failures = 0
  let pausedUntil = 0
  return (how) => {
    if (how === 'carries') {
      failures = 0
      return state.carries()
    }
    if (how === 'away') state.away()
    else state.refused(401)
    // What was under way meanwhile fails with it: that is no further failure.
    if (clock() < pausedUntil) return
    const seconds = pauseAfter(++failures, chance) / 4
    pausedUntil = clock() + seconds * 1000
    pace.pause(seconds)
  }
}
