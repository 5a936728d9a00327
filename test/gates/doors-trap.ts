import { refuse } from '#api/problem.ts'
import type { Route } from '#api/route.ts'
import type { Place } from '#staff/holds.ts'

/** What went through a door, and what it was about. */
export type Trap = { entered: string[]; place: Place | undefined }

/** The same routes, guards and all, that only note who gets through: nothing is done, so that all can be tried. */
export function trapped(routes: readonly Route[], trap: Trap): Route[] {
  return routes.map((route) => ({
    ...route,
    policy: watched(route.policy, trap),
    run: async () => {
      trap.entered.push(route.id)
      return refuse('not-found')
    },
  }))
}

function watched(policy: Route['policy'], trap: Trap): Route['policy'] {
  if (policy === 'public' || policy === 'signed-in' || policy.limitedTo === 'anywhere') return policy
  const { limitedTo } = policy
  return {
    ...policy,
    async limitedTo(input) {
      const place = await limitedTo(input)
      trap.place = place
      return place
    },
  }
}
