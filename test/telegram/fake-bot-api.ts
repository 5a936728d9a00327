import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { readBody } from './body.ts'
import { chat as newChat, type Chat, type Place, placeOf, type Shown } from './chats.ts'
import { isMethod, type Params, readParams } from './definition.ts'
import { flood } from './flood.ts'
import { type Ceilings, rates } from './rates.ts'
import { type Leniency, sizeFault } from './sizes.ts'
import { updateQueue } from './updates.ts'
import { virtualGroup } from './virtual-group.ts'
import { deliverTo } from './webhook-delivery.ts'
import { virtualUser, type Who } from './virtual-user.ts'

/** One call as it came; `status` is what it was answered. */
export type Call = { method: string; params: Params; at: number; status: number; description?: string }

/**
 * Something that goes wrong with a call, before it is carried out or after.
 * - `refuse`: an answer of Telegram's with this code, `after` so many milliseconds. With `retryAfter` everything is refused so long
 * - `cut`: the connection ends without an answer; `late` says that the call was carried out all the same
 * - `hang`: no answer for so many milliseconds
 */
export type Trouble =
  | { kind: 'refuse'; code: number; description: string; retryAfter?: number; after?: number }
  | { kind: 'cut'; late?: boolean }
  | { kind: 'hang'; milliseconds: number }

type Wish = Leniency & {
  token?: string
  port?: number
  /** Without ceilings everything is taken at any speed. */
  ceilings?: Ceilings
  /** Milliseconds after which a refused webhook is tried again, the first time. Telegram waits a second or more. */
  webhookPause?: number
  trouble?: (call: { method: string; params: Params }) => Trouble | undefined
}

type Answer = { code: number; result: unknown } | { code: number; description: string; retryAfter?: number }

const ok = (result: unknown): Answer => ({ code: 200, result })
const bad = (description: string, code = 400): Answer => ({
  code,
  description: `${names[code] ?? 'Error'}: ${description}`,
})
const names: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
}

const messages = /^(send(?!ChatAction)|edit|copy|forward)/

/**
 * The far end of the wire: a Bot API server that refuses what Telegram refuses and more, and knows no client library.
 * Every call is recorded; `user()` is a person with the app.
 */
export async function startFakeBotApi(wish: Wish = {}) {
  const token = wish.token ?? '123456:a-Token_for-tests'
  const bot = { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Probe', username: 'probe_bot' }
  const fake = {
    trouble: wish.trouble,
    calls: [] as Call[],
    /** Calls that came although Telegram had said to wait. */
    tooEarly: [] as Call[],
    settings: new Map<string, unknown>(),
    /** Presses whose buttons still show that they wait. Here, because copying a getter would copy its value. */
    get unanswered(): number {
      return [...queries.values()].filter(({ isAnswered }) => !isAnswered).length
    },
  }
  const chats = new Map<number, Chat>()
  const queue = updateQueue()
  const queries = new Map<string, { chat: number; isAnswered: boolean; at: number }>()
  const judge = wish.ceilings && rates(wish.ceilings)
  const pause = flood()
  let hook: { url: string; secret: string | undefined } | undefined
  let delivery: { stop(): Promise<void> } | undefined
  let poll: { conflict(): void } | undefined
  const sockets = new Set<Socket>()

  const chatOf = (id: number, place: Place = placeOf(id)): Chat =>
    chats.get(id) ?? chats.set(id, newChat(place)).get(id)!

  async function carryOut(method: string, params: Params): Promise<Answer> {
    const fault = sizeFault(method, params, wish)
    if (fault) return bad(fault)
    const chatId = Number(params['chat_id'])
    if ('chat_id' in params && !(method.startsWith('set') || method.startsWith('get'))) {
      const chat = chats.get(chatId)
      if (!chat) return bad('chat not found')
      if (chat.isBlocked) return bad('bot was blocked by the user', 403)
      if (chat.hasLeft) return bad(`bot is not a member of the ${chat.place.type} chat`, 403)
    }
    const seconds = (messages.test(method) ? judge?.judge(chatId) : judge?.judgeOther(method)) ?? 0
    if (seconds > 0) return tooMany(seconds)
    switch (method) {
      case 'getMe':
        return ok({ ...bot, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false })
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument': {
        const sent = await chatOf(chatId).send(params)
        return 'refusal' in sent ? bad(sent.refusal) : ok(wireMessage(chatId, sent.message))
      }
      case 'editMessageText':
      case 'editMessageCaption':
      case 'editMessageMedia':
      case 'editMessageReplyMarkup': {
        const edited = await chatOf(chatId).edit(method, params)
        return 'refusal' in edited ? bad(edited.refusal) : ok(wireMessage(chatId, edited.message))
      }
      case 'answerCallbackQuery': {
        const query = queries.get(String(params['callback_query_id']))
        if (!query || query.isAnswered || Date.now() - query.at > 15_000)
          return bad('query is too old and response timeout expired or query ID is invalid')
        query.isAnswered = true
        return ok(true)
      }
      case 'leaveChat': {
        const chat = chatOf(chatId)
        if (chat.place.type === 'private') return bad("chat member status can't be changed in private chats")
        chat.hasLeft = true
        queue.push(chatId, {
          my_chat_member: {
            chat: chat.place,
            from: bot,
            date: Math.floor(Date.now() / 1000),
            old_chat_member: { status: 'member', user: bot },
            new_chat_member: { status: 'left', user: bot },
          },
        })
        return ok(true)
      }
      case 'setWebhook':
        queue.allow(params['allowed_updates'] as string[] | undefined)
        await delivery?.stop()
        hook = { url: String(params['url']), secret: params['secret_token'] as string | undefined }
        poll?.conflict()
        delivery = deliverTo({ ...hook, address: rewritten }, queue, wish.webhookPause ?? 1000)
        return ok(true)
      case 'deleteWebhook':
        await delivery?.stop()
        delivery = undefined
        hook = undefined
        return ok(true)
      case 'getWebhookInfo':
        return ok({ url: hook?.url ?? '', has_custom_certificate: false, pending_update_count: queue.pending })
      case 'sendChatAction':
        return ok(true)
      case 'setMyCommands':
      case 'setMyDescription':
      case 'setMyShortDescription':
      case 'setMyName':
      case 'setChatMenuButton':
        fake.settings.set([method, params['language_code']].join(' ').trim(), params)
        return ok(true)
    }
    throw new Error(`The fake Bot API has no ${method} yet`)
  }

  async function getUpdates(params: Params, isGone: () => boolean): Promise<Answer> {
    if (hook)
      return bad(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        409,
      )
    const seconds = judge?.judgeOther('getUpdates') ?? 0
    if (seconds > 0) return tooMany(seconds)
    poll?.conflict()
    let isConflict = false
    const mine = {
      conflict() {
        isConflict = true
        queue.wake()
      },
    }
    poll = mine
    queue.allow(params['allowed_updates'] as string[] | undefined)
    queue.confirm(params['offset'] as number | undefined)
    const until = Date.now() + Number(params['timeout'] ?? 0) * 1000
    while (queue.pending === 0 && !isConflict && !isGone() && Date.now() < until) {
      await Promise.race([queue.news(), setTimeout(until - Date.now())])
    }
    if (poll === mine) poll = undefined
    if (isConflict)
      return bad('terminated by other getUpdates request; make sure that only one bot instance is running', 409)
    return ok(isGone() ? [] : queue.handOut(Number(params['limit'] ?? 100)))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://fake')
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(decodeURIComponent(url.pathname)) ?? []
    // Some libraries name the method in the body too, as an answer to a webhook would.
    const { method: _named, ...body } = (await readBody(request, url.searchParams)) ?? { method: undefined, '': '' }
    const read = '' in body ? { fault: "can't parse JSON" } : readParams(method, body)
    const params = 'params' in read ? read.params : body
    const call: Call = { method, params, at: performance.now(), status: 0 }
    fake.calls.push(call)
    const paused = given === token ? pause.judge() : undefined
    if (paused?.isDeaf) fake.tooEarly.push(call)
    const trouble = paused ? undefined : fake.trouble?.({ method, params })
    if (trouble?.kind === 'hang') await setTimeout(trouble.milliseconds)
    if (trouble?.kind === 'refuse' && trouble.after !== undefined) await setTimeout(trouble.after)
    if (trouble?.kind === 'cut' && !trouble.late) return void request.socket.destroy()
    const done: Answer =
      given !== token
        ? { code: 401, description: 'Unauthorized' }
        : paused
          ? { code: 429, description: paused.description, retryAfter: paused.seconds }
          : !isMethod(method)
            ? { code: 404, description: 'Not Found: method not found' }
            : trouble?.kind === 'refuse'
              ? { ...trouble }
              : 'fault' in read
                ? bad(read.fault)
                : method === 'getUpdates'
                  ? await getUpdates(params, () => request.socket.destroyed)
                  : await carryOut(method, params)
    if (!paused && 'retryAfter' in done && done.retryAfter !== undefined) pause.begin(done.retryAfter, done.description)
    call.status = done.code
    if ('description' in done) call.description = done.description
    if (trouble?.kind === 'cut') return void request.socket.destroy()
    response.writeHead(done.code, { 'content-type': 'application/json' }).end(JSON.stringify(wireAnswer(done)))
  }

  function wireMessage(chatId: number, shown: Shown) {
    const { id, text, keyboard, photo, document } = shown
    const file = { file_id: `file${id}`, file_unique_id: `unique${id}` }
    return {
      message_id: id,
      from: bot,
      chat: chatOf(chatId).place,
      date: Math.floor(Date.now() / 1000),
      ...(photo || document ? { caption: text } : { text }),
      ...(photo && { photo: [{ ...file, width: 300, height: 300 }] }),
      ...(document && { document: { ...file, file_name: document.name } }),
      ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      faults.push(error)
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>the fake failed</h1>')
    })
  })
  const faults: unknown[] = []
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      queue.wake()
    })
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(wish.port ?? 0)
  const { port } = server.address() as AddressInfo
  let hookBase: string | undefined

  /** Telegram wants https; a test's server speaks http at this address. */
  function rewritten(url: string): string {
    return hookBase === undefined ? url : hookBase + new URL(url).pathname
  }

  async function goAway(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }

  return Object.assign(fake, {
    root: `http://127.0.0.1:${port}`,
    token,
    queue,
    chats,
    faults,
    ceilings: judge,
    chatOf,
    wireMessage,
    /** Where webhooks really go, whatever setWebhook says. */
    hooksAt(base: string) {
      hookBase = base
    },
    query(chat: number): string {
      const id = String(queries.size + 1)
      queries.set(id, { chat, isAnswered: false, at: Date.now() })
      return id
    },
    ageQueries() {
      for (const query of queries.values()) query.at -= 60_000
    },
    count: (method?: RegExp) => fake.calls.filter((call) => (method ?? /./).test(call.method)).length,
    user(who: Who = {}) {
      return virtualUser(this, who)
    },
    group(place: Partial<Place> = {}) {
      return virtualGroup(this, { id: -1_000_000_000_000 - chats.size, bot, ...place })
    },
    goAway,
    comeBack: () => listen(port),
    async close() {
      await delivery?.stop()
      poll?.conflict()
      await goAway()
    },
  })
}

function tooMany(seconds: number): Answer {
  return { code: 429, description: `Too Many Requests: retry after ${seconds}`, retryAfter: seconds }
}

export type FakeBotApi = Awaited<ReturnType<typeof startFakeBotApi>>

function wireAnswer(answer: Answer): object {
  if ('result' in answer) return { ok: true, result: answer.result }
  const { code, description, retryAfter } = answer
  return {
    ok: false,
    error_code: code,
    description,
    ...(retryAfter !== undefined && { parameters: { retry_after: retryAfter } }),
  }
}
