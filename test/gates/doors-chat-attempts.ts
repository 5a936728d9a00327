import { createHash, randomBytes } from 'node:crypto'
import { type DoorsOfChat, type Party, places, webhookSecret } from './doors-chat-office.ts'
import type { Random } from './random.ts'

type Method = 'GET' | 'POST' | 'DELETE'
type Headers = Record<string, string>
type Sent = { method: Method; url: string; headers: Headers; payload?: object }

/**
 * What somebody tries in order to get at another's conversation. It is to be `refused`, or does nothing but to one's `own`.
 * A `stream` is a WebSocket that must not open.
 */
export type Attempt = { what: string; wanted: 'refused' | 'own' } & (
  { sent: Sent } | { stream: string; origin?: string }
)

type Scene = { mine: Party; theirs: Party; forge: DoorsOfChat['forge']; chance: Random }

const base = '/v3/directline'

/** Each way with a new scene: whose token, which route, what exactly is forged is left to chance. */
export const attempts: readonly ((scene: Scene) => Attempt)[] = [
  ({ mine, theirs, chance }) => refused('token of another conversation', within(theirs, chance, mine.token)),
  (scene) => refused('forged token', anywhere(scene, forged(scene))),
  (scene) => refused('tampered token', anywhere(scene, tampered(scene))),
  (scene) => refused('expired token', anywhere(scene, scene.forge('token', scene.theirs, { minutesAgo: 31 }))),
  (scene) => refused("a stream's ticket as a token", anywhere(scene, scene.forge('ticket', scene.theirs))),
  ({ theirs, chance }) =>
    refused('cookie without a token', within(theirs, chance, undefined, { cookie: theirs.cookie })),
  (scene) => refused('foreign origin', fromElsewhere(scene)),
  ({ mine, theirs }) => own('forged from', post(mine, disguise(theirs))),
  ({ mine, theirs, chance }) => own("another's watermark", read(mine, watermark(theirs, chance))),
  (scene) => own("another device's cookie", cookieOf(scene)),
  (scene) => own('a wish for another conversation', wish(scene)),
  (scene) => ({ what: 'stream', wanted: 'refused', ...stream(scene) }),
  ({ chance }) => refused('wrong webhook secret', update(chance)),
]

function refused(what: string, sent: Sent): Attempt {
  return { what, wanted: 'refused', sent }
}

function own(what: string, sent: Sent): Attempt {
  return { what, wanted: 'own', sent }
}

function send(method: Method, path: string, token: string | undefined, rest: Partial<Sent> = {}): Sent {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return { method, url: base + path, ...rest, headers: { ...authorization, ...rest.headers } }
}

function post({ conversationId, token }: Party, payload: object): Sent {
  return send('POST', `/conversations/${conversationId}/activities`, token, { payload })
}

function read({ conversationId, token }: Party, after: string): Sent {
  return send('GET', `/conversations/${conversationId}/activities?watermark=${encodeURIComponent(after)}`, token)
}

/** Any route of this conversation. */
function within({ conversationId }: Party, chance: Random, token: string | undefined, headers: Headers = {}): Sent {
  const [method, path] = chance.pick([
    ['GET', ''],
    ['GET', '/activities'],
    ['POST', '/activities'],
    ['POST', '/upload'],
  ] as const)
  const payload = method === 'POST' ? { payload: { type: 'message', text: 'menu:erase' } } : {}
  return send(method, `/conversations/${conversationId}${path}`, token, { headers, ...payload })
}

/** Any route that a token opens. */
function anywhere({ theirs, chance }: Scene, token: string): Sent {
  if (chance.chance(0.7)) return within(theirs, chance, token)
  return send('POST', chance.pick(['/tokens/refresh', '/conversations']), token, { payload: {} })
}

function forged({ theirs, forge, chance }: Scene): string {
  const key = chance.pick([
    randomBytes(32),
    Buffer.alloc(32),
    Buffer.from('secret'),
    Buffer.from(theirs.conversationId),
  ])
  return forge('token', theirs, { key })
}

function tampered({ mine, theirs, chance }: Scene): string {
  const [header = '', payload = '', signature = ''] = mine.token.split('.')
  const { conversationId, user } = theirs
  const moved = change(payload, { conversationId, user, exp: 9_999_999_999 })
  const none = change(header, { alg: chance.pick(['none', 'None', 'HS1', 'RS256']) })
  return chance.pick([
    `${header}.${moved}.${signature}`,
    `${none}.${moved}.${signature}`,
    `${none}.${moved}.`,
    `${none}.${moved}`,
    `${header}.${moved}.${signature.slice(1)}`,
    `${header}.${moved}.${Buffer.alloc(32).toString('base64url')}`,
    `${header}.${change(payload, { conversationId })}.${signature}`,
    `${mine.token}.${theirs.conversationId}`,
    theirs.conversationId,
  ])
}

function change(part: string, into: object): string {
  const claims: object = JSON.parse(Buffer.from(part, 'base64url').toString())
  return Buffer.from(JSON.stringify({ ...claims, ...into })).toString('base64url')
}

/** With everything that belongs to the other, as a page would send it that somebody was lured to. */
function fromElsewhere({ theirs, chance }: Scene): Sent {
  const origin = chance.pick([
    'https://evil.example',
    'null',
    `${places.own}.evil.example`,
    'http://termine.example.de',
  ])
  const headers = { origin, cookie: theirs.cookie }
  const dice = chance.next()
  if (dice < 0.6) return within(theirs, chance, theirs.token, headers)
  if (dice < 0.8) return send('POST', '/tokens/generate', undefined, { headers, payload: { device: true } })
  if (dice < 0.9) return send('POST', '/tokens/refresh', theirs.token, { headers, payload: {} })
  return send('DELETE', '/device', undefined, {
    headers: { ...headers, origin: chance.pick([origin, places.embedding]) },
  })
}

/** Says of itself that it is somebody else's, in every field that there is for that. */
function disguise({ conversationId, user }: Party): object {
  return {
    type: 'message',
    text: 'Wer bin ich?',
    id: `${conversationId}|0000001`,
    from: { id: user, role: 'bot' },
    conversation: { id: conversationId },
    recipient: { id: user },
    channelId: 'telegram',
    replyToId: `${conversationId}|0000001`,
    conversationId,
    user,
  }
}

function watermark({ conversationId, user, token }: Party, chance: Random): string {
  const number = String(chance.below(30))
  return chance.pick([
    number,
    `${conversationId}|000000${number}`,
    conversationId,
    `-${number}`,
    user,
    token,
    "0' OR 1=1",
  ])
}

/** Cookies that nobody was given, and a real one in a frame on another site. */
function cookieOf({ theirs, chance }: Scene): Sent {
  const [name = '', value = ''] = theirs.cookie.split('=')
  const guess = chance.pick([
    `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`,
    value.slice(0, -1),
    createHash('sha256').update(value).digest('base64url'),
    theirs.conversationId,
    theirs.user,
    randomBytes(32).toString('base64url'),
    '',
    '%00',
    "' OR true --",
  ])
  const headers = { origin: places.own, cookie: `${name}=${guess}` }
  const payload = { device: true }
  if (chance.chance(0.2)) return send('DELETE', '/device', undefined, { headers })
  if (chance.chance(0.7)) return send('POST', '/tokens/generate', undefined, { headers, payload })
  const framed = { origin: places.embedding, cookie: theirs.cookie }
  return send('POST', '/tokens/generate', undefined, { headers: framed, payload })
}

/** Asks for the other's conversation in words. */
function wish({ mine, theirs, chance }: Scene): Sent {
  const { conversationId, user } = theirs
  const payload = { conversationId, user: { id: user }, userId: user, id: conversationId, token: theirs.user }
  const [path, token] = chance.pick([
    ['/tokens/generate', undefined],
    ['/tokens/refresh', mine.token],
    ['/conversations', mine.token],
    [`/tokens/generate?conversationId=${conversationId}`, mine.token],
  ] as const)
  return send('POST', path, token, { payload })
}

function stream(scene: Scene): { stream: string; origin?: string } {
  const { mine, theirs, forge, chance } = scene
  const at = (ticket: string) => `${base}/conversations/${theirs.conversationId}/stream?watermark=0&t=${ticket}`
  if (chance.chance(0.2)) return { stream: at(forge('ticket', theirs)), origin: 'https://evil.example' }
  const ticket = chance.pick([
    forge('ticket', mine),
    forge('ticket', theirs, { key: randomBytes(32) }),
    forge('ticket', theirs, { minutesAgo: 2 }),
    theirs.token,
    mine.token,
    '',
  ])
  return { stream: at(ticket) }
}

/** What only Telegram may say, by somebody who does not know its secret. */
function update(chance: Random): Sent {
  const header = 'x-telegram-bot-api-secret-token'
  const headers = chance.pick<Headers>([
    {},
    { [header]: '' },
    { [header]: webhookSecret.slice(1) },
    { [header]: `${webhookSecret}x` },
    { [header]: webhookSecret.toLowerCase() },
    { [header]: webhookSecret.replaceAll(/./g, '*') },
    { [header]: `${webhookSecret}, ${webhookSecret}` },
    { authorization: `Bearer ${webhookSecret}` },
    { 'x-telegram-bot-api-secret': webhookSecret, origin: 'https://api.telegram.org' },
  ])
  const chat = { id: 7_000_000_000 + chance.below(50), type: 'private', first_name: 'Probe' }
  const message = { message_id: 1, date: 0, chat, from: { ...chat, is_bot: false }, text: '/start' }
  return {
    method: 'POST',
    url: `/telegram/webhook?secret_token=${webhookSecret}`,
    headers,
    payload: { update_id: chance.below(1_000_000_000), message },
  }
}
