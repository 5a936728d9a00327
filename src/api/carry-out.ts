import type { Tx } from '#database.ts'
import { audit, type Entry } from '#staff/audit.ts'
import type { Caller } from './identify.ts'
import type { Desk } from './desk.ts'
import { reaches } from './policy.ts'
import type { Refused } from './problem.ts'
import type { AnyAnswer, AnyCall, Route } from './route.ts'

/** What came of a request: an answer of the route's, or why there is none. */
export type Result = { outcome: 'answered'; answer: AnyAnswer } | Denied
type Denied = { outcome: 'refused' } & Refused<string>

type Request = { route: Route; desk: Desk; caller: Caller | undefined; call: AnyCall }

/** Whatever must come before the deed: whether the limits of their role let them do it there, and the route's own `before`. */
export async function prepare({
  route,
  caller,
  call,
}: Request): Promise<Denied | { outcome: 'ready'; before: unknown }> {
  if (caller) {
    const reach = await isWithinReach(route.policy, caller, call)
    if (reach !== 'yes') return { outcome: 'refused', refused: reach }
  }
  return { outcome: 'ready', before: await route.before?.(call) }
}

/** `keep` is done in the deed's own transaction. */
type Deed = Request & { before: unknown; keep?: (tx: Tx, result: Result) => Promise<void> }

/** The deed itself and its line in the audit log: both or neither. */
export async function carryOut({ route, desk, caller, call, before, keep }: Deed): Promise<Result> {
  if (route.method === 'GET') {
    const result = resultOf(await route.run(call))
    const entry = entryOf(route, caller, result)
    if (entry) await desk.database.transaction((tx) => audit(tx, entry))
    return result
  }
  return desk.database.transaction(async (tx) => {
    const result = resultOf(await route.run({ ...call, tx, before }))
    const entry = entryOf(route, caller, result)
    if (entry) await audit(tx, entry)
    await keep?.(tx, result)
    return result
  })
}

function resultOf(done: AnyAnswer | Refused<string>): Result {
  return 'refused' in done ? { outcome: 'refused', ...done } : { outcome: 'answered', answer: done }
}

/** Every write that was done, and the readings that say so. */
function entryOf({ id, method, isAudited }: Route, caller: Caller | undefined, result: Result): Entry | undefined {
  if (result.outcome === 'refused') return undefined
  if (method === 'GET' && isAudited !== true && result.answer.audit === undefined) return undefined
  const { by, subject, facts } = result.answer.audit ?? {}
  return { by: by === undefined ? caller?.principal : { kind: 'staff', id: by }, deed: id, subject, facts }
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
