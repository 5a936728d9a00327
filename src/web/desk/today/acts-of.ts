import type { Line } from './day.ts'
import type { Act } from './use-acts.ts'

export type Offered = Act | 'call' | 'take-back'

/** What a clerk does with whoever is theirs just now, each by its key. */
export const keyOf = { begin: 'b', finish: 'e', 'no-show': 'x', 'put-back': 'z', 'call-again': 'a' } as const
type ActAtDesk = keyof typeof keyOf

/** What a clerk can do with a visit of the day's list, as far as the server lets them. What is theirs stands above the list, with more. */
export function actsOf(visit: Line, { staffId, now }: { staffId: string; now: Date }): readonly Offered[] {
  switch (visit.group) {
    case 'expected':
      return ['arrive', 'call', ...missed(visit, now)]
    case 'arrived':
      return ['call', 'take-back']
    case 'called':
      return visit.calledBy === staffId
        ? ['take-back']
        : ['begin', 'finish', ...missed(visit, now), 'put-back', 'take-back']
    case 'with_clerk':
      return ['finish', 'take-back']
    case 'unrecorded':
      return ['finish', 'no-show', 'arrive']
    case 'done':
    case 'no_show':
      return ['take-back']
  }
}

/** What a clerk can do with whom they have called or have with them. */
export function actsAtDesk(own: Line, now: Date): readonly ActAtDesk[] {
  if (own.group === 'with_clerk') return ['finish']
  return own.group === 'called' ? ['begin', 'finish', ...missed(own, now), 'put-back', 'call-again'] : []
}

/** Nobody has missed what has not begun. */
function missed({ startsAt }: Line, now: Date): readonly 'no-show'[] {
  return new Date(startsAt) <= now ? ['no-show'] : []
}
