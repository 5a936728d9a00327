import fc from 'fast-check'
import { today } from '../api/visitor.ts'
import { type Asking, askings } from '../api/askings.ts'
import { openDesk, type OpenDesk } from '../api/desk-office.ts'
import { everyRow } from '../api/every-row.ts'
import type { Known } from '../api/from-shape.ts'
import { knownIds } from '../api/known-ids.ts'
import { checkRoutes } from '#api/check-routes.ts'
import { Problem } from '#api/problem.ts'
import type { Route } from '#api/route.ts'
import { routes as all } from '#api/routes.ts'
import type { Server } from '../database/template.ts'
import { type Caller, callersOf } from './doors-callers.ts'
import { leaksOf } from './doors-places.ts'
import { type Trap, trapped } from './doors-trap.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'

/**
 * Gate 13. Everybody at every door of the table of routes: nobody gets through whose policy does not say so, whoever is
 * refused learns nothing from what they sent, and a role held elsewhere opens nothing here.
 */
export const gate: Gate = {
  number: 13,
  name: 'doors',
  run: (form, given) =>
    withServer(given, (server) => tryDoors({ declared: doors[form], served: all, tries: sizes[form], server })),
  mutant: (_, given) => withServer(given, withoutGuards),
}

/** All of them; in short every eighth. */
const doors: Record<Form, readonly Route[]> = { short: all.filter((_, index) => index % 16 === 0), full: all }

/** How often somebody with a role elsewhere asks each route that shows only what the role holds for. */
const sizes: Record<Form, number> = { short: 3, full: 200 }

/** One guard after the other is taken out of what is served; the table says still what it said. */
async function withoutGuards(server: Server): Promise<Outcome> {
  const figures: Record<string, string> = {}
  let passed = false
  for (const [name, { ids, change }] of Object.entries(mutants)) {
    const declared: Route[] = all.filter(({ id }) => ids.includes(id))
    const outcome = await tryDoors({ declared, served: declared.map(change), tries: 6, server })
    passed ||= outcome.passed
    figures[name] = `${outcome.figures['got through']} got through`
  }
  return { passed, figures }
}

const withPolicy = (route: Route, change: object): Route =>
  typeof route.policy === 'object' ? { ...route, policy: { ...route.policy, ...change } } : route

const mutants: Record<string, { ids: string[]; change: (route: Route) => Route }> = {
  'every role': {
    ids: ['call-next'],
    change: (route) => withPolicy(route, { roles: ['clerk', 'manager', 'administrator', 'auditor'] }),
  },
  'no place': {
    ids: ['settle'],
    change: (route) => withPolicy(route, { limitedTo: 'anywhere' }),
  },
  'no policy at all': {
    ids: ['add-member'],
    change: (route) => ({ ...route, policy: 'public' }),
  },
}

type Plan = { declared: readonly Route[]; served: readonly Route[]; tries: number; server: Server }

async function tryDoors({ declared, served, tries, server }: Plan): Promise<Outcome> {
  const trap: Trap = { entered: [], place: undefined }
  const now = today('09:30')
  const desk = await openDesk({ routes: trapped(served, trap), server, now })
  try {
    await everyRow(desk)
    const known = await knownIds(desk.database, { now })
    const callers = await callersOf(desk)
    const faults: string[] = []
    const opened = new Set<string>()
    let attempts = 0

    const knock = async (route: Route, { name, headers }: Pick<Caller, 'name' | 'headers'>, asking: Asking) => {
      attempts++
      trap.entered.length = 0
      const answer = await ask(desk, { route, headers, asking, attempts })
      return { ...answer, name, hasEntered: trap.entered.length > 0 }
    }

    for (const route of declared) {
      const right = await findRight(route)
      const bad: Asking = { path: right.path, body: { '\u0000': [[]] } }
      const [unknown = right] = fc.sample(askings(route, unheardOf), { numRuns: 1, seed: 1 }).map(withoutKey)
      for (const caller of callers) {
        const expected = caller.expected(route)
        const answers = []
        for (const asking of expected === undefined ? [right] : [right, bad, unknown])
          answers.push(await knock(route, caller, asking))
        if (expected === undefined) {
          if (answers.some(({ code }) => refusals.has(code) && !isOfPlace(caller, code)))
            faults.push(`${route.id} refuses ${caller.name}: ${answers[0]?.code}`)
          if (answers.some(({ hasEntered }) => hasEntered)) opened.add(route.id)
          continue
        }
        if (answers.some(({ hasEntered, code }) => hasEntered || code !== expected))
          faults.push(`${route.id} answers ${caller.name} with ${answers.map(({ code }) => code).join(', ')}`)
        if (new Set(answers.map(({ body }) => body)).size > 1) faults.push(`${route.id} tells ${caller.name} something`)
      }
      if (typeof route.policy === 'object' && typeof route.policy.limitedTo === 'function' && route.policy.roles)
        await knockFromElsewhere(route, right, route.policy.roles)
    }

    /** A request that gets through to the deed: with a row that is there. */
    async function findRight(route: Route): Promise<Asking> {
      const whole = callers.filter(({ expected }) => expected(route) === undefined)
      const some = fc.sample(askings(route, known), { numRuns: 400, seed: 13 }).map(withoutKey)
      for (const asking of some) {
        const caller = whole[0]
        if (caller !== undefined && (await knock(route, caller, asking)).hasEntered) return asking
      }
      faults.push(`${route.id} opens for nobody`)
      return some[0] ?? { path: '/', body: {} }
    }

    /** Somebody whose role holds in another department or location, or in half of what it is about. */
    async function knockFromElsewhere(route: Route, right: Asking, roles: readonly string[]) {
      const role = (['clerk', 'manager', 'administrator'] as const).find((each) => roles.includes(each)) ?? 'auditor'
      trap.place = undefined
      const whole = callers.find(({ name }) => name === role)
      if (whole) await knock(route, whole, right)
      const place: { departmentId?: string | undefined; locationId?: string | undefined } = trap.place ?? {}
      for (const departmentId of ['general', 'asylum', undefined])
        for (const locationId of ['neuss', 'grevenbroich', undefined]) {
          const holds = { ...(departmentId && { departmentId }), ...(locationId && { locationId }) }
          const { cookie, csrf } = await desk.hires(role, holds)
          const name = `${role} of ${departmentId ?? 'all'} in ${locationId ?? 'all'}`
          const headers = { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' }
          const { hasEntered, code } = await knock(route, { name, headers }, right)
          const isTheirs =
            (departmentId === undefined || departmentId === place.departmentId) &&
            (locationId === undefined || locationId === place.locationId)
          if (hasEntered !== isTheirs) faults.push(`${route.id} answers ${name} with ${code}`)
        }
    }

    const undeclared = declared.filter(startsWithout)
    const shown = await leaksOf({ routes: served, tries, server })
    const changedByAuditor = declared.filter(
      ({ method, policy }) =>
        method !== 'GET' && typeof policy === 'object' && (policy.roles ?? []).includes('auditor'),
    )
    for (const fault of [...faults, ...shown.faults].slice(0, 20)) console.error(fault)
    const through = faults.length + shown.faults.length
    return {
      passed: through === 0 && undeclared.length === 0 && changedByAuditor.length === 0,
      figures: {
        routes: declared.length,
        'kinds of callers': callers.length,
        attempts: attempts + shown.attempts,
        'doors that open for who may': opened.size,
        'got through': through,
        'routes that start without a policy': undeclared.length,
        'routes by which an auditor changes something': changedByAuditor.length,
      },
    }
  } finally {
    await desk.close()
  }
}

const unheardOf: Known = { texts: [], numbers: [] }

/** A key in the address would be somebody else. */
function withoutKey({ path, body }: Asking): Asking {
  return { path: path.replace(/([?&])key=[^&]*&?/, '$1'), body }
}

const refusals = new Set(['signed-out', 'forbidden', 'foreign-page', 'stale-page'])

/** A screen or tablet is for its own location alone. */
function isOfPlace({ name }: Caller, code: string): boolean {
  return code === 'forbidden' && (name === 'board' || name === 'kiosk')
}

type Knock = { route: Route; headers: Record<string, string>; asking: Asking; attempts: number }

/** From an address of its own each time: limits of rate are another gate's. */
async function ask(desk: OpenDesk, { route, headers, asking, attempts }: Knock) {
  const answer = await desk.server.inject({
    method: route.method,
    url: `/api/v1${asking.path}`,
    headers: {
      host: 'localhost',
      'x-forwarded-for': `10.${(attempts >> 16) & 255}.${(attempts >> 8) & 255}.${attempts & 255}`,
      ...headers,
      ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(route.method !== 'GET' && { payload: JSON.stringify(asking.body) }),
  })
  const problem = answer.body.startsWith('{') ? Problem.safeParse(JSON.parse(answer.body)) : undefined
  return { code: problem?.success ? problem.data.error.code : String(answer.statusCode), body: answer.body }
}

/** Whether the table is taken with a route that forgot to say whom it is for. */
function startsWithout(declared: Route): boolean {
  const { policy: _policy, ...route } = declared
  try {
    checkRoutes([route as Route], () => 'a sentence')
    return true
  } catch {
    return false
  }
}
