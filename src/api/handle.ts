import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tx } from '#database.ts'
import { deskLanguage } from '#desk-texts.ts'
import { callOf } from './call-of.ts'
import { carryOut, isWithinReach, prepare, type Result } from './carry-out.ts'
import type { Desk } from './desk.ts'
import { enter } from './guard.ts'
import { claim, forget, keep, type Kept, KeptBefore, type Named } from './idempotency.ts'
import type { Caller } from './identify.ts'
import { problems, statusOf } from './problems.ts'
import { readInput } from './read-input.ts'
import type { AnyCall, Route } from './route.ts'
import { jsonOf, send } from './send.ts'

export type Handling = {
  desk: Desk
  route: Route
  caller: Caller | undefined
  request: FastifyRequest
  reply: FastifyReply
}

/** A request that got in: read, judged, carried out once, answered. */
export async function handle(handling: Handling): Promise<unknown> {
  const { desk, route, caller, request, reply } = handling
  const { turnAway } = problems(desk)
  const read = readInput(route, request)
  if (read.outcome === 'invalid') {
    const reason = desk.texts(deskLanguage(request.headers['accept-language']), `invalid.${read.reason}`) ?? ''
    return turnAway(request, reply, { refused: 'invalid', field: read.field, facts: { reason } })
  }
  const call = callOf(handling, read.parts)
  const key = request.headers['idempotency-key']
  // A file names itself by what it is for: its bytes are gone once they were read, and cannot be compared.
  if (key === undefined || caller === undefined || route.method === 'GET' || route.takesFile) {
    const prepared = await prepare({ route, desk, caller, call })
    if (prepared.outcome === 'refused') return answer(handling, prepared, call)
    return answer(handling, await carryOut({ route, desk, caller, call, ...prepared }), call)
  }
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    return turnAway(request, reply, { refused: 'key-format' })
  const { kind, id } = caller.principal
  // What somebody may see is part of what they asked: the answer of the first time is for whom they were then.
  const rights = kind === 'staff' ? caller.principal.grants : []
  const named = { principal: `${kind}:${id}`, key, request: `${route.id} ${JSON.stringify([read.parts, rights])}` }
  return once(handling, named, call)
}

/** The same write again has the effect of once, and the answer of the first time. */
async function once(handling: Handling, named: Named, call: AnyCall): Promise<unknown> {
  const { desk, route, caller, request, reply } = handling
  const { turnAway } = problems(desk)
  const claimed = await claim(desk, named)
  if (claimed.outcome === 'other') return turnAway(request, reply, { refused: 'key-of-other-request' })
  if (claimed.outcome === 'unfinished') return turnAway(request, reply, { refused: 'key-in-use' })
  if (claimed.outcome === 'again')
    return reply.header('idempotent-replayed', 'true').code(claimed.kept.status).send(claimed.kept.body)
  const keepResult = (tx: Tx, result: Result) => keep(tx, desk.keys, named, keptOf(handling, result))
  let isUndone = true
  try {
    const prepared = await prepare({ route, desk, caller, call })
    if (prepared.outcome === 'refused') {
      await keepResult(desk.database, prepared)
      return answer(handling, prepared, call)
    }
    // What was done before the transaction is not taken back with it.
    isUndone = route.before === undefined
    return answer(handling, await carryOut({ route, desk, caller, call, ...prepared, keep: keepResult }), call)
  } catch (error) {
    if (error instanceof KeptBefore) return once(handling, named, call)
    if (isUndone) await forget(desk, named)
    throw error
  }
}

function keptOf({ desk, route, request }: Handling, result: Result): Kept {
  return result.outcome === 'answered'
    ? { status: result.answer.status, body: jsonOf(route, result.answer) }
    : { status: statusOf(result.refused, route), body: problems(desk).problem(request, result) }
}

function answer({ desk, route, request, reply }: Handling, result: Result, call: AnyCall): unknown {
  if (result.outcome === 'refused')
    return problems(desk).turnAway(request, reply, result, statusOf(result.refused, route))
  return send({ desk, route, reply, signal: call.signal, again }, result.answer)

  /** Whoever asked, as they are now: what they may do can have changed since. */
  async function again(): Promise<Caller | undefined> {
    const entry = await enter(desk, route, request, { isAutomatic: true })
    const caller = entry.outcome === 'admitted' ? entry.caller : undefined
    return caller && (await isWithinReach(route.policy, caller, call)) === 'yes' ? caller : undefined
  }
}
