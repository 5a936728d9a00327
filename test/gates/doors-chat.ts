import type { FastifyRequest } from 'fastify'
import { Speaker } from '#channels/webchat/tokens.ts'
import { refusal } from '../channels/webchat/stream.ts'
import type { Server } from '../database/template.ts'
import { type Attempt, attempts } from './doors-chat-attempts.ts'
import {
  type DoorsOfChat,
  openDoorsOfChat,
  type Party,
  places,
  type Unguard,
  webhookSecret,
} from './doors-chat-office.ts'
import { inParallel } from './gate-office.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { random } from './random.ts'

/**
 * Gate 13 at the applicants' doors. Whatever somebody forges, steals an address of or guesses: nothing is read or written in
 * a conversation that is not their own, and nobody but Telegram speaks for Telegram.
 */
export const gate: Gate = {
  number: 13,
  name: 'doors (conversations)',
  run: (form, given) => withServer(given, (server) => tryAll({ count: counts[form], server })),
  mutant: (_, given) => withServer(given, withoutGuards),
}

const counts: Record<Form, number> = { short: 200, full: 10_000 }
const people = 10

/** One guard after the other is taken away, by making right what it would refuse. */
async function withoutGuards(server: Server): Promise<Outcome> {
  const figures: Record<string, string> = {}
  let passed = false
  for (const [name, unguard] of Object.entries(mutants)) {
    const outcome = await tryAll({ count: 26 * attempts.length, server, unguard })
    passed ||= outcome.passed
    figures[name] = `${outcome.figures['got through']} got through by ${outcome.figures['ways']}`
  }
  return { passed, figures }
}

const mutants: Record<string, Unguard> = {
  'a token opens every conversation': (request, { theirs, forge }) => {
    const wanted = theirs.find(({ conversationId }) => request.url.includes(`/conversations/${conversationId}`))
    if (wanted && claimsOf(request)) request.headers.authorization = `Bearer ${forge('token', wanted)}`
  },
  'signatures are not read': (request, { forge }) => {
    const claims = claimsOf(request)
    if (claims) request.headers.authorization = `Bearer ${forge('token', claims)}`
  },
  'every page may ask': (request) => {
    delete request.headers.origin
  },
  'any cookie is the first one': (request, { theirs }) => {
    const [first] = theirs
    if (first && request.headers.cookie !== undefined) request.headers.cookie = first.cookie
  },
  'no secret is wanted': (request) => {
    request.headers['x-telegram-bot-api-secret-token'] = webhookSecret
  },
}

function claimsOf({ headers }: FastifyRequest): Speaker | undefined {
  const payload = headers.authorization?.split('.')[1] ?? ''
  try {
    return Speaker.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

type Plan = { count: number; server: Server; unguard?: Unguard }

async function tryAll({ count, server, unguard }: Plan): Promise<Outcome> {
  const office = await openDoorsOfChat({ server, ...(unguard && { unguard }) })
  try {
    const mine: Party[] = []
    for (let number = 0; number < people; number++) {
      mine.push(await office.comes())
      office.theirs.push(await office.comes())
    }
    const before = await office.stored(office.theirs)
    const faults: string[] = []
    const numbers = Array.from({ length: count }, (_, number) => number)
    await inParallel(numbers, 8, async (number) => {
      const chance = random(13_000 + number)
      const scene = { mine: chance.pick(mine), theirs: chance.pick(office.theirs), forge: office.forge, chance }
      const attempt = attempts[number % attempts.length]?.(scene)
      const fault = attempt && (await tried(office, attempt))
      if (fault !== undefined) faults.push(`${attempt?.what} (${fault})`)
    })
    const changed = before === (await office.stored(office.theirs)) ? 0 : 1
    const admitted = await admittedOf(office, mine)
    const wanted = 2 * people + 1
    return {
      passed: faults.length === 0 && changed === 0 && admitted === wanted,
      figures: {
        attempts: count,
        'got through': faults.length,
        ways: [...new Set(faults)].slice(0, 4).join(', ') || 'none',
        "others' conversations": changed === 0 ? 'unchanged' : 'changed',
        'let in who may': `${admitted} of ${wanted}`,
      },
    }
  } finally {
    await office.close()
  }
}

/** What came of it, if it is not what must. */
async function tried(office: DoorsOfChat, attempt: Attempt): Promise<string | undefined> {
  if ('stream' in attempt) {
    const options = attempt.origin === undefined ? {} : { origin: attempt.origin }
    const status = await refusal(office.socketUrl + attempt.stream, options).catch(() => 101)
    return status !== undefined && isRefusal(status) ? undefined : String(status)
  }
  const { statusCode, body } = await office.server.inject(attempt.sent)
  const revealed = office.theirs.some((each) => tells(body, each))
  if (revealed) return `${statusCode}, reads another's`
  const isRight = isRefusal(statusCode) || (attempt.wanted === 'own' && statusCode < 300)
  return isRight ? undefined : String(statusCode)
}

/** 429 or a failure would only hide what a door does. */
function isRefusal(status: number): boolean {
  return [400, 401, 403, 404].includes(status)
}

/** The answer has something of this conversation, also inside a token. */
function tells(body: string, { conversationId, user, canary }: Party): boolean {
  const token = /"token":"[^".]+\.([^".]+)\./.exec(body)?.[1] ?? ''
  const said = body + Buffer.from(token, 'base64url').toString()
  return [conversationId, user, canary].some((secret) => said.includes(secret))
}

/** Who may, may: everybody finds their own, what was sent in disguise stands with its real sender, and Telegram is heard. */
async function admittedOf({ server, theirs }: DoorsOfChat, mine: readonly Party[]): Promise<number> {
  let admitted = 0
  for (const { conversationId, user, token, canary } of [...mine, ...theirs]) {
    const url = `/v3/directline/conversations/${conversationId}/activities`
    const headers = { authorization: `Bearer ${token}`, origin: places.own }
    const { activities } = (await server.inject({ method: 'GET', url, headers })).json<{ activities?: Activity[] }>()
    const said = activities?.filter(({ from }) => from.role === 'user') ?? []
    if (said.some(({ text }) => text === canary) && said.every(({ from }) => from.id === user)) admitted++
  }
  const headers = { 'x-telegram-bot-api-secret-token': webhookSecret }
  const heard = await server.inject({ method: 'POST', url: '/telegram/webhook', headers, payload: { update_id: 1 } })
  return admitted + (heard.statusCode === 200 ? 1 : 0)
}

type Activity = { text: string; from: { id: string; role: string } }
