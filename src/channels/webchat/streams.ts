import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { LogEntry } from '#conversation/conversations.ts'
import type { Log } from '#log.ts'
import type { Feed } from './feed.ts'
import { HttpRefusal, refusals } from './http-refusal.ts'
import { largestBacklog, largestFrame, type Limits } from './limits.ts'
import type { Origins } from './origins.ts'
import { activitySet } from './render-activity.ts'
import type { Speaker, Tokens } from './tokens.ts'
import { Watermark } from './watermark.ts'

export type Parts = {
  tokens: Tokens
  feed: Feed
  origins: Origins
  limits: Limits
  log: Log
  /** Whether this ticket was never used before, by any process. */
  redeem: (nonce: string) => Promise<boolean>
  /** Somebody looks at these conversations now. */
  seen: (conversationIds: readonly string[]) => Promise<void>
}

type Stream = { socket: WebSocket; conversationId: string; address: string; isAlive: boolean; frames: number }
type Admitted = { speaker: Speaker; watermark: number; address: string }

/** The WebSockets on which activities arrive. Clients say nothing there but empty frames. */
export function streams({ tokens, feed, origins, limits, log, redeem, seen }: Parts) {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const open = new Set<Stream>()
  const pulse = setInterval(beat, limits.heartbeat).unref()
  const look = setInterval(() => note([...open].map(({ conversationId }) => conversationId)), lookEvery).unref()

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', ignore)
    try {
      const admitted = await admit(request)
      server.handleUpgrade(request, socket, head, (webSocket) => start(webSocket, admitted))
    } catch (error) {
      if (!(error instanceof HttpRefusal)) log.error('stream-failed', error)
      turnAway(socket, error instanceof HttpRefusal ? error : refusals.unavailable())
    }
  }

  async function admit(request: IncomingMessage): Promise<Admitted> {
    const { conversationId, ticket, watermark } = readAddress(request)
    if (origins.judge(request.headers) === 'foreign') throw refusals.foreignOrigin()
    const read = tokens.read('ticket', ticket)
    if (read.outcome === 'expired') throw refusals.expiredToken()
    if (read.outcome === 'invalid') throw refusals.invalidToken()
    if (read.speaker.conversationId !== conversationId) throw refusals.otherConversation()
    const address = addressOf(request)
    if (count('conversationId', conversationId) >= limits.sockets.perConversation) throw refusals.tooManyStreams()
    if (count('address', address) >= limits.sockets.perAddress) throw refusals.tooManyStreams()
    if (!(await redeem(read.nonce))) throw refusals.usedTicket()
    return { speaker: read.speaker, watermark, address }
  }

  function count(key: 'conversationId' | 'address', value: string): number {
    return [...open].filter(({ socket, ...stream }) => stream[key] === value && socket.readyState === WebSocket.OPEN)
      .length
  }

  function start(socket: WebSocket, { speaker, watermark, address }: Admitted): void {
    const stream: Stream = { socket, conversationId: speaker.conversationId, address, isAlive: true, frames: 0 }
    open.add(stream)
    note([stream.conversationId])
    const unfollow = feed.follow(speaker.conversationId, {
      cursor: watermark,
      deliver: (entries) => deliver(socket, entries, speaker),
    })
    socket
      .on('close', () => {
        open.delete(stream)
        unfollow()
      })
      .on('error', ignore)
      .on('pong', () => (stream.isAlive = true))
      .on('message', () => {
        stream.isAlive = true
        stream.frames += 1
        if (stream.frames > limits.frames) socket.close(1008, 'Too many frames')
      })
  }

  /** Whoever has been silent since the last beat is gone. What a lost NOTIFY did not bring comes now at the latest. */
  function beat(): void {
    for (const stream of open) {
      if (!stream.isAlive) stream.socket.terminate()
      stream.isAlive = false
      stream.frames = 0
      stream.socket.ping()
      stream.socket.send('')
    }
    feed.wakeAll()
  }

  function note(conversationIds: readonly string[]): void {
    if (conversationIds.length === 0) return
    seen(conversationIds).catch((error: unknown) => log.error('look-failed', error))
  }

  function close(conversationId: string): void {
    for (const stream of open) if (stream.conversationId === conversationId) end(stream, 1000)
  }

  function stop(): void {
    clearInterval(pulse)
    clearInterval(look)
    server.close()
    for (const stream of open) end(stream, 1001)
  }

  return { upgrade, close, stop }
}

export type Streams = ReturnType<typeof streams>

/** Milliseconds between two notes that a page is still open. */
const lookEvery = 5 * 60 * 1000

function deliver(socket: WebSocket, entries: readonly LogEntry[], speaker: Speaker): void {
  if (socket.bufferedAmount > largestBacklog) socket.terminate()
  else socket.send(JSON.stringify(activitySet(entries, speaker, 0)))
}

/** A client that does not answer the farewell is left after a second. */
function end({ socket }: Stream, code: number): void {
  socket.close(code)
  setTimeout(() => socket.terminate(), 1000).unref()
}

function readAddress({ url = '' }: IncomingMessage) {
  if (!URL.canParse(url, 'http://stream')) throw refusals.unknownPath()
  const { pathname, searchParams } = new URL(url, 'http://stream')
  const conversationId = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/.exec(pathname)?.[1]
  if (conversationId === undefined) throw refusals.unknownPath()
  const watermark = Watermark.safeParse(searchParams.get('watermark') ?? '')
  if (!watermark.success) throw refusals.badWatermark()
  return { conversationId, ticket: searchParams.get('t') ?? '', watermark: watermark.data }
}

/** As the HTTP server sees it: a proxy on this machine may say whom it speaks for. */
function addressOf({ socket, headers }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? ''
  const isLocal = /^(::ffff:)?127\.|^::1$/.test(peer)
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim()
  return isLocal && forwarded ? forwarded : peer
}

function turnAway(socket: Duplex, { statusCode, code, message }: HttpRefusal): void {
  const body = JSON.stringify({ error: { code, message } })
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end([...head, '', body].join('\r\n'))
}

/** A broken connection is followed by its `close`; nothing is left to do for it. */
function ignore(): void {}
