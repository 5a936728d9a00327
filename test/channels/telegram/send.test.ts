import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '#channels/telegram/api.ts'
import type { Bearing } from '#channels/telegram/bearing.ts'
import { sender } from '#channels/telegram/send.ts'
import { ways } from '#channels/telegram/ways.ts'
import type { Delivery, Sent } from '#channels/channel.ts'
import type { LogEntry } from '#conversation/conversations.ts'
import type { Outgoing } from '#message.ts'
import { type Pace, pace } from '#outbox/pace.ts'
import { loadTexts } from '#texts.ts'
import { type FakeBotApi, startFakeBotApi } from '../../telegram/fake-bot-api.ts'
import type { VirtualUser } from '../../telegram/virtual-user.ts'

const speak = loadTexts()
const at = new Date('2026-11-20T08:00:00Z')
const question = { step: 'menu', choices: [], layout: 'list' as const, input: 'any' as const }

let fake: FakeBotApi
let user: VirtualUser
let reports: Bearing[]
let turns: Pace
beforeEach(async () => {
  fake = await startFakeBotApi()
  user = fake.user()
  reports = []
  turns = pace({ perSecond: 1000, perChat: { perSecond: 1000, burst: 1000 } })
})
afterEach(() => fake.close())

const asked = {
  sequence: 1,
  at,
  from: 'office',
  message: { text: 'Menü', language: 'de', question },
  externalId: '1',
} satisfies LogEntry
const pressed = {
  sequence: 2,
  at,
  from: 'person',
  echo: { value: 'menu:help', clientId: 'press:1' },
} satisfies LogEntry

type Wish = { message?: Partial<Outgoing>; before?: LogEntry[]; isOnce?: boolean; stopping?: AbortSignal }

async function send({ message = {}, before = [], isOnce = false, stopping }: Wish): Promise<Sent> {
  const prepare = sender({
    api: connect({ botToken: fake.token, apiRoot: fake.root }),
    pace: turns,
    ways: ways({ pace: turns, log: { warn: () => {} } }),
    speak,
    formUrl: (token) => token,
    report: (how) => reports.push(how),
  })
  const delivery: Delivery = {
    conversationId: 'c',
    address: String(user.id),
    message: { text: 'Hilfe', language: 'de', ...message },
    at,
    before,
    after: [],
    isOnce,
  }
  const prepared = prepare(delivery)
  const turn = await prepared.turn(0)
  const sent = await prepared.send(turn, stopping ?? new AbortController().signal)
  turn.release()
  return sent
}

const long = { text: `${'a'.repeat(4000)}\n\n${'b'.repeat(4000)}` }

describe('what may have arrived is known as such', () => {
  /** The `number`th new message meets this. */
  function meets(number: number, trouble: ReturnType<NonNullable<FakeBotApi['trouble']>>): void {
    let count = 0
    fake.trouble = ({ method }) => (method === 'sendMessage' && ++count === number ? trouble : undefined)
  }

  it('a text in two parts of which the second was not taken: the first would come again', async () => {
    meets(2, { kind: 'refuse', code: 502, description: 'Bad Gateway' })
    expect(await send({ message: long })).toEqual({ outcome: 'later', isUnsure: true })
    expect(user.sees).toHaveLength(1)
  })

  it('or whose second part came when the token was withdrawn', async () => {
    meets(2, { kind: 'refuse', code: 401, description: 'Unauthorized' })
    expect(await send({ message: long })).toEqual({ outcome: 'later', isUnsure: true })
  })

  it('but not a text of which nothing was taken', async () => {
    meets(1, { kind: 'refuse', code: 502, description: 'Bad Gateway' })
    expect(await send({ message: long })).toEqual({ outcome: 'later', isUnsure: false })
  })

  it('a new message in the place of one that is gone, whose answer was lost', async () => {
    meets(1, { kind: 'cut', late: true })
    expect(await send({ before: [asked, pressed] })).toEqual({ outcome: 'later', isUnsure: true })
    expect(fake.calls.map(({ method }) => method)).toEqual(['editMessageText', 'sendMessage'])
    expect(user.sees).toHaveLength(1)
  })

  it('but not an edit: it may happen twice', async () => {
    await fake.chatOf(user.id).send({ text: 'Menü' })
    fake.trouble = ({ method }) => (method === 'editMessageText' ? { kind: 'cut', late: true } : undefined)
    expect(await send({ before: [asked, pressed] })).toEqual({ outcome: 'later', isUnsure: false })
  })
})

it('lets a new message in the place of one that is gone go alone, unless it goes to many', async () => {
  const gone: LogEntry[] = [
    { ...asked, externalId: '99' },
    { ...pressed, echo: { value: 'menu:help', clientId: 'press:99' } },
  ]
  const other = await turns.turn({ chat: 'other', isAlone: true })
  expect(await send({ before: gone, isOnce: true })).toMatchObject({ outcome: 'delivered' })
  const sending = send({ before: gone })
  await expect.poll(() => fake.count(/edit/)).toBe(2)
  await setTimeout(50)
  expect(user.sees).toHaveLength(1)
  other.release()
  expect(await sending).toMatchObject({ outcome: 'delivered' })
  expect(user.sees).toHaveLength(2)
})

it('sends no further part when it is told to stop while Telegram wants it to wait', async () => {
  const stopping = new AbortController()
  let parts = 0
  fake.trouble = ({ method }) => {
    if (method !== 'sendMessage' || ++parts < 2) return undefined
    void setTimeout(50).then(() => stopping.abort())
    return { kind: 'refuse', code: 429, description: 'Too Many Requests: retry after 30', retryAfter: 30 }
  }
  expect(await send({ message: long, stopping: stopping.signal })).toEqual({ outcome: 'later', isUnsure: true })
  expect(user.sees).toHaveLength(1)
  expect(reports).toEqual(['carries'])
})
