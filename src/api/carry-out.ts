import { audit } from '#staff/audit.ts'
import type { Caller } from './identify.ts'
import type { Desk } from './desk.ts'
import { reaches } from './policy.ts'
import type { Refused } from './problem.ts'
import type { AnyAnswer, AnyCall, Route } from './route.ts'

/** What came of a request: an answer of the route's, or why there is none. */
export type Result = { outcome: 'answered'; answer: AnyAnswer } | ({ outcome: 'refused' } & Refused<string>)

type Request = { route: Route; desk: Desk; caller: Caller | undefined; call: AnyCall }

/** The deed itself, for whoever the limits of their role let do it there, and its line in the audit log. */
export async function carryOut({ route, desk, caller, call }: Request): Promise<Result> {
  if (caller) {
    const reach = await isWithinReach(route.policy, caller, call)
    if (reach !== 'yes') return { outcome: 'refused', refused: reach }
  }
  const done = await route.run(call)
  if ('refused' in done) return { outcome: 'refused', ...done }
  if (route.method !== 'GET' || route.isAudited === true) {
    const by = done.audit?.by === undefined ? caller?.principal : { kind: 'staff' as const, id: done.audit.by }
    await desk.database.transaction((tx) =>
      audit(tx, { by, deed: route.id, subject: done.audit?.subject, facts: done.audit?.facts }),
    )
  }
  return { outcome: 'answered', answer: done }
}

/** Whether the limits of their role let them do it there. */
export async function isWithinReach(
  policy: Route['policy'],
  { principal }: Caller,
  call: AnyCall,
): Promise<'yes' | 'not-found' | 'forbidden'> {
  const place = await placeOf(policy, call)
  if (place === undefined) return 'not-found'
  return reaches(policy, principal, place) ? 'yes' : 'forbidden'
}

async function placeOf(policy: Route['policy'], call: AnyCall) {
  if (policy === 'public' || policy === 'signed-in' || policy.limitedTo === 'anywhere') return 'anywhere'
  return policy.limitedTo(call)
}
