import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts'
import { rates, telegramCeilings } from './rates.ts'
import { sizeFault } from './sizes.ts'
import type { VirtualUser } from './virtual-user.ts'

let fake: FakeBotApi
let user: VirtualUser
beforeEach(async () => {
  fake = await startFakeBotApi()
  user = fake.user()
})
afterEach(() => fake.close())

/** No client library: what stands here is HTTP. */
async function call(method: string, params: object = {}, { token = fake.token, to = fake } = {}): Promise<any> {
  const response = await fetch(`${to.root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  return { status: response.status, ...((await response.json()) as object) }
}

const button = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'Ja', callback_data: data }]] } })
const link = (url: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'Seite', url }]] } })
const stretch = (entity: object) => ({ text: 'a 🪪 b', entities: [{ type: 'bold', offset: 0, length: 1, ...entity }] })

describe('refuses what Telegram refuses', () => {
  it.each([
    ['a missing field', 'sendMessage', {}],
    ['an unknown field', 'sendMessage', { text: 'Hallo', colour: 'red' }],
    ['a field of the wrong type', 'sendMessage', { text: 7 }],
    [
      'an unknown field deep inside',
      'sendMessage',
      { text: 'a', reply_markup: { inline_keyboard: [[{ text: 'a', data: 'b' }]] } },
    ],
    ['an empty text', 'sendMessage', { text: '  ' }],
    ['a text of 4097 characters', 'sendMessage', { text: 'x'.repeat(4097) }],
    ['callback data of 65 bytes in 33 letters', 'sendMessage', { text: 'a', ...button('ї'.repeat(32) + 'x') }],
    ['empty callback data', 'sendMessage', { text: 'a', ...button('') }],
    ['a button that does nothing', 'sendMessage', { text: 'a', reply_markup: { inline_keyboard: [[{ text: 'a' }]] } }],
    ['a button to a host without a dot', 'sendMessage', { text: 'a', ...link('https://termine/f/x') }],
    ['a button to this machine', 'sendMessage', { text: 'a', ...link('http://localhost:3000/f/x') }],
    ['a button to its number', 'sendMessage', { text: 'a', ...link('http://127.0.0.1:3000/f/x') }],
    ['a button to no address', 'sendMessage', { text: 'a', ...link('/f/x') }],
    ['a stretch beyond the text', 'sendMessage', stretch({ offset: 5, length: 3 })],
    ['a stretch that cuts a character', 'sendMessage', stretch({ offset: 3 })],
    ['a link to nowhere', 'sendMessage', stretch({ type: 'text_link' })],
    ['a link to this machine', 'sendMessage', stretch({ type: 'text_link', url: 'http://localhost/' })],
    ['an edit of an unknown message', 'editMessageText', { message_id: 99, text: 'a' }],
    [
      'a command in capitals',
      'setMyCommands',
      { chat_id: undefined, commands: [{ command: 'Start', description: 'a' }] },
    ],
    ['a description of 513 characters', 'setMyDescription', { chat_id: undefined, description: 'x'.repeat(513) }],
    ['a webhook without https', 'setWebhook', { chat_id: undefined, url: 'http://example.de/' }],
  ])('%s', async (_what, method, params) => {
    expect(await call(method, { chat_id: user.id, ...params })).toMatchObject({
      status: 400,
      ok: false,
      error_code: 400,
    })
  })

  it('but not a link or a stretch that is right, nor one to this machine where a test asks for it', async () => {
    const right = { type: 'text_link', url: 'https://termine.example.de/', offset: 2, length: 2 }
    expect(await call('sendMessage', { chat_id: user.id, ...stretch(right) })).toMatchObject({ ok: true })
    const lenient = await startFakeBotApi({ areLocalUrlsFine: true })
    onTestFinished(() => lenient.close())
    const here = { chat_id: lenient.user().id, text: 'a', ...link('http://127.0.0.1:3000/f/x') }
    expect(await call('sendMessage', here, { to: lenient })).toMatchObject({ ok: true })
  })

  it('and takes what is as long as it may be', async () => {
    expect(
      await call('sendMessage', { chat_id: user.id, text: 'x'.repeat(4096), ...button('ї'.repeat(32)) }),
    ).toMatchObject({ ok: true })
  })

  it('a wrong token, an unknown method, a stranger, somebody who blocked the bot', async () => {
    expect(await call('getMe', {}, { token: '1:wrong' })).toMatchObject({ status: 401 })
    expect(await call('getMee')).toMatchObject({ status: 404 })
    expect(await call('sendMessage', { chat_id: 1, text: 'a' })).toMatchObject({
      status: 400,
      description: 'Bad Request: chat not found',
    })
    user.blocks()
    expect(await call('sendMessage', { chat_id: user.id, text: 'a' })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    })
  })

  it('an edit that changes nothing', async () => {
    const { result } = await call('sendMessage', { chat_id: user.id, text: 'a' })
    const same = { chat_id: user.id, message_id: result.message_id, text: 'a' }
    expect(await call('editMessageText', same)).toMatchObject({ status: 400, description: /not modified/ })
    expect(await call('editMessageText', { ...same, text: 'b' })).toMatchObject({ ok: true })
    expect(user.sees[0]).toMatchObject({ text: 'b', edits: 1 })
  })

  it('a second answer to a press, and one that comes too late', async () => {
    await call('sendMessage', { chat_id: user.id, text: 'a', ...button('a:b') })
    const press = () => (user.presses('Ja') as any).callback_query.id
    const first = press()
    expect(fake.unanswered).toBe(1)
    expect(await call('answerCallbackQuery', { callback_query_id: first })).toMatchObject({ ok: true })
    expect(fake.unanswered).toBe(0)
    expect(await call('answerCallbackQuery', { callback_query_id: first })).toMatchObject({ status: 400 })
    const late = press()
    fake.ageQueries()
    expect(await call('answerCallbackQuery', { callback_query_id: late })).toMatchObject({
      status: 400,
      description: /too old/,
    })
  })
})

it('hands out an update until an offset beyond it confirms it', async () => {
  const { update_id: id } = user.sends('eins')
  expect((await call('getUpdates')).result).toHaveLength(1)
  expect((await call('getUpdates', { offset: id })).result).toHaveLength(1)
  expect((await call('getUpdates', { offset: id + 1 })).result).toHaveLength(0)
})

it('holds an empty answer back until something comes', async () => {
  const waiting = call('getUpdates', { timeout: 10 })
  void setTimeout(50).then(() => user.sends('spät'))
  expect((await waiting).result[0].message.text).toBe('spät')
})

it('keeps back the kinds that were not asked for, from then on', async () => {
  await call('getUpdates', { allowed_updates: ['callback_query'] })
  user.sends('ungefragt')
  expect((await call('getUpdates')).result).toEqual([])
})

it('ends the older of two pollers', async () => {
  const older = call('getUpdates', { timeout: 10 })
  await expect.poll(() => fake.count(/getUpdates/)).toBe(1)
  await call('getUpdates', { timeout: 0 })
  expect(await older).toMatchObject({ status: 409 })
})

it('takes 30 messages in any second and a short burst in a chat, and says how long to wait', () => {
  let now = 0
  const judge = rates(telegramCeilings, () => now)
  for (let chat = 0; chat < 30; chat++) expect(judge.judge(chat)).toBe(0)
  expect(judge.judge(99)).toBe(1)
  now = 1001
  for (let message = 0; message < 5; message++) expect(judge.judge(7)).toBe(0)
  expect(judge.judge(7)).toBe(1)
  now = 2100
  expect(judge.judge(7)).toBe(0)
  expect(judge.judge(7)).toBe(1)
})

it('looks at the stretches of a caption too, wherever it stands', () => {
  const caption = { caption: 'a', caption_entities: [{ type: 'bold', offset: 1, length: 1 }] }
  expect(sizeFault('sendPhoto', caption)).toContain('outside the text')
  expect(sizeFault('editMessageMedia', { media: { type: 'photo', ...caption } })).toContain('outside the text')
  expect(sizeFault('sendPhoto', { ...caption, caption: 'ab' })).toBeUndefined()
})

it('takes so many calls of any other method in a second', () => {
  let now = 0
  const judge = rates(telegramCeilings, () => now)
  for (let call = 0; call < 60; call++) expect(judge.judgeOther('answerCallbackQuery')).toBe(0)
  expect(judge.judgeOther('answerCallbackQuery')).toBe(1)
  expect(judge.judgeOther('sendChatAction')).toBe(0)
  now = 1001
  expect(judge.judgeOther('answerCallbackQuery')).toBe(0)
})

it('refuses everything for as long as it said, and notes who does not listen', async () => {
  let refusals = 1
  fake.trouble = ({ method }) =>
    method === 'setMyName' && refusals-- > 0
      ? { kind: 'refuse', code: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 }
      : undefined
  expect(await call('setMyName', { name: 'Termine' })).toMatchObject({ status: 429, parameters: { retry_after: 1 } })
  // What was on its way already is refused too, and nobody's fault.
  expect(await call('getMe')).toMatchObject({ status: 429, parameters: { retry_after: 1 } })
  expect(fake.tooEarly).toEqual([])
  await setTimeout(400)
  for (const method of ['getMe', 'getUpdates', 'setMyName']) expect(await call(method)).toMatchObject({ status: 429 })
  expect(fake.tooEarly.map(({ method }) => method)).toEqual(['getMe', 'getUpdates', 'setMyName'])
  await setTimeout(650)
  expect(await call('getMe')).toMatchObject({ status: 200 })
})

it('knows what kind of place a chat is, and lets the bot leave all but a private one', async () => {
  const [group, channel] = [fake.group({ type: 'group' }), fake.group({ type: 'channel' })]
  const kind = async (chat_id: number) => (await call('sendMessage', { chat_id, text: 'a' })).result.chat.type
  expect([await kind(user.id), await kind(group.id), await kind(channel.id)]).toEqual(['private', 'group', 'channel'])
  expect(await call('leaveChat', { chat_id: user.id })).toMatchObject({ status: 400 })
  expect(await call('leaveChat', { chat_id: channel.id })).toMatchObject({ ok: true })
  expect(channel.hasLeft).toBe(true)
  expect(await call('sendMessage', { chat_id: channel.id, text: 'a' })).toMatchObject({
    status: 403,
    description: 'Forbidden: bot is not a member of the channel chat',
  })
  const { result } = await call('getUpdates')
  expect(result.at(-1).my_chat_member).toMatchObject({ chat: { type: 'channel' }, new_chat_member: { status: 'left' } })
})

it('delivers to a webhook in order per chat, again and again until it is accepted', async () => {
  const { createServer } = await import('node:http')
  const heard: string[] = []
  let refusals = 2
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const isRefused = refusals-- > 0
      heard.push(
        `${String(request.headers['x-telegram-bot-api-secret-token'])} ${JSON.parse(body).message.text} ${isRefused ? 500 : 200}`,
      )
      response.writeHead(isRefused ? 500 : 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  fake.hooksAt(`http://127.0.0.1:${(server.address() as { port: number }).port}`)
  await call('setWebhook', { url: 'https://example.de/hook', secret_token: 'geheim' })
  expect(await call('getUpdates')).toMatchObject({ status: 409 })
  user.sends('eins')
  user.sends('zwei')
  await expect
    .poll(() => heard, { timeout: 8000 })
    .toEqual(['geheim eins 500', 'geheim eins 500', 'geheim eins 200', 'geheim zwei 200'])
  await expect.poll(() => fake.queue.pending).toBe(0)
  server.close()
})
