import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts'
import { rates, telegramCeilings } from './rates.ts'
import type { VirtualUser } from './virtual-user.ts'

let fake: FakeBotApi
let user: VirtualUser
beforeEach(async () => {
  fake = await startFakeBotApi()
  user = fake.user()
})
afterEach(() => fake.close())

/** No client library: what stands here is HTTP. */
async function call(method: string, params: object = {}, token = fake.token): Promise<any> {
  const response = await fetch(`${fake.root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  return { status: response.status, ...((await response.json()) as object) }
}

const button = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'Ja', callback_data: data }]] } })

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

  it('and takes what is as long as it may be', async () => {
    expect(
      await call('sendMessage', { chat_id: user.id, text: 'x'.repeat(4096), ...button('ї'.repeat(32)) }),
    ).toMatchObject({ ok: true })
  })

  it('a wrong token, an unknown method, a stranger, somebody who blocked the bot', async () => {
    expect(await call('getMe', {}, '1:wrong')).toMatchObject({ status: 401 })
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
  setTimeout(() => user.sends('spät'), 50)
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
