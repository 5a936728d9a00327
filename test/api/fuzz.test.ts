import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commonOf } from '#api/openapi/describe-answers.ts'
import { Problem } from '#api/problem.ts'
import type { Route } from '#api/route.ts'
import { routes as all } from '#api/routes.ts'
import { Scope } from '#staff/scope.ts'
import { type Asking, askings, oddAskings } from './askings.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'
import { files } from './files.ts'
import type { Known } from './from-shape.ts'
import { knownIds } from './known-ids.ts'
import { today, visitor } from './visitor.ts'

/** How often each route is asked: FUZZ=1000 asks longer. */
const numRuns = Number(process.env['FUZZ'] ?? 6)
const routes: readonly Route[] = all

let desk: OpenDesk
let known: Known
beforeAll(async () => {
  const now = today('09:30')
  desk = await openDesk({ now })
  for (const time of ['09:00', '09:20', '10:00', '11:00'])
    for (const place of [
      { departmentId: 'general', locationId: 'neuss' },
      { departmentId: 'asylum', locationId: 'grevenbroich' },
    ])
      await visitor({ database: desk.database, keys: desk.desk.keys }, { startsAt: today(time), ...place })
  await desk.hires('clerk')
  await desk.givesKey(['visits:read'])
  await desk.pairs('board', 'neuss')
  known = await knownIds(desk.database, { now })
}, 60_000)
afterAll(() => desk.close())

describe('whatever it is asked', () => {
  for (const route of routes)
    it(`${route.id} answers as it says`, async () => {
      const both = fc.oneof({ weight: 3, arbitrary: askings(route, known) }, oddAskings(route, known))
      await fc.assert(
        fc.asyncProperty(both, fc.integer({ min: 1, max: 254 }), async (asking, host) => {
          const answer = await ask(route, asking, `10.${host}.${host}.${(asked++ % 250) + 1}`)
          expect(faultOf(route, answer), JSON.stringify({ asking, answer })).toBeUndefined()
        }),
        { numRuns, interruptAfterTimeLimit: 60_000 },
      )
    }, 120_000)
})

describe('whatever file it is sent', () => {
  for (const route of routes.filter(({ takesFile }) => takesFile))
    it(`${route.id} answers as it says`, async () => {
      await fc.assert(
        fc.asyncProperty(askings(route, known), files, fc.integer({ min: 1, max: 254 }), async (asking, file, host) => {
          const answer = await ask(route, asking, `10.${host}.${host}.${(asked++ % 250) + 1}`, file)
          expect(
            faultOf(route, answer),
            JSON.stringify({ asking, file: file.toString('base64'), answer }),
          ).toBeUndefined()
        }),
        { numRuns, interruptAfterTimeLimit: 60_000 },
      )
    }, 120_000)
})

let asked = 0

/** By whoever may. What is asked may shut them out: then somebody else comes. */
async function ask(route: Route, { path, body }: Asking, address: string, file?: Buffer) {
  const caller = (callers[kindOf(route)] ??= await hire(route))
  const isEvents = Object.values(route.answers).some(
    (answer) => 'media' in answer && answer.media === 'text/event-stream',
  )
  const answer = await desk.server.inject({
    method: route.method,
    url: `/api/v1${path}`,
    headers: {
      host: 'localhost',
      'x-forwarded-for': address,
      ...caller,
      ...(route.method !== 'GET' && { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
    },
    ...(route.method !== 'GET' && { payload: file ?? JSON.stringify(body) }),
    payloadAsStream: isEvents,
  })
  if (isEvents && answer.statusCode === 200) {
    answer.stream().destroy()
    return { status: 200, type: 'text/event-stream', body: '' }
  }
  const text = isEvents ? await readAll(answer.stream()) : answer.body
  if (answer.statusCode === 401) delete callers[kindOf(route)]
  return { status: answer.statusCode, type: String(answer.headers['content-type']), body: text }
}

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

const callers: Record<string, Record<string, string>> = {}

function kindOf({ policy }: Route): string {
  if (policy === 'public') return 'nobody'
  if (policy === 'signed-in' || policy.roles !== undefined) return 'staff'
  return policy.device ?? 'key'
}

async function hire(route: Route): Promise<Record<string, string>> {
  switch (kindOf(route)) {
    case 'nobody':
      return {}
    case 'staff': {
      const { cookie, csrf } = await desk.hires(['clerk', 'manager', 'administrator', 'auditor'])
      return { cookie, 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin' }
    }
    case 'key':
      return (await desk.givesKey(Scope.options)).headers
    default: {
      const kind = kindOf(route) === 'board' ? 'board' : 'kiosk'
      const { headers } = await desk.pairs(kind, 'neuss')
      const shown = await desk.asks('GET', `/${kind}`, headers)
      return { ...headers, 'x-csrf-token': String(shown.body.csrf) }
    }
  }
}

type Given = { status: number; type: string; body: string }

/** What is wrong with an answer, if anything. */
function faultOf(route: Route, { status, type, body }: Given): string | undefined {
  const answer = route.answers[status]
  if (status >= 500) return `an answer of ${status}`
  if (answer !== undefined && 'media' in answer) return type.startsWith(answer.media) ? undefined : `a type of ${type}`
  if (!type.startsWith('application/json')) return `no JSON but ${type}`
  if (answer !== undefined)
    return answer.safeParse(JSON.parse(body)).success ? undefined : 'another shape than declared'
  const problem = Problem.safeParse(JSON.parse(body))
  if (!problem.success) return 'no problem'
  const { code } = problem.data.error
  const declared = route.refusals?.[code] ?? commonOf(route)[code]
  return declared === status ? undefined : `${code} with ${status}, which is not declared`
}
