import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connect } from '#channels/telegram/api.ts'
import { Update } from '#channels/telegram/read-update.ts'
import { updateTaker } from '#channels/telegram/take-update.ts'
import { ways } from '#channels/telegram/ways.ts'
import type { Conversations, LogEntry } from '#conversation/conversations.ts'
import type { Choice, Outgoing } from '#message.ts'
import { type Pace, pace } from '#outbox/pace.ts'
import { loadTexts } from '#texts.ts'
import { card } from '../attachments/card.ts'
import { type FakeBotApi, startFakeBotApi } from '../../telegram/fake-bot-api.ts'
import type { VirtualUser } from '../../telegram/virtual-user.ts'

const at = new Date('2026-11-20T08:00:00Z')

let fake: FakeBotApi
let user: VirtualUser
let turns: Pace
let log: LogEntry[]
let readAfter: number[]
beforeEach(async () => {
  fake = await startFakeBotApi()
  user = fake.user()
  turns = pace({ perSecond: 1000, perChat: { perSecond: 1000, burst: 1000 } })
  log = []
  readAfter = []
  await fake.chatOf(user.id).send({ text: 'An welchem Tag?', reply_markup: { inline_keyboard: [] } })
})
afterEach(() => fake.close())

const day = (date: string): Choice => ({ value: `day:${date}`, label: date, day: date })
const days = ['2026-11-16', '2026-11-24', '2026-12-01', '2026-12-18'].map(day)

function says(message: Partial<Outgoing>, externalId?: string): void {
  const said: Outgoing = { text: 'Text', language: 'de', ...message }
  log.push({
    sequence: log.length + 1,
    at,
    from: 'office',
    message: said,
    ...(externalId !== undefined && { externalId }),
  })
}

const asks = (layout: 'calendar' | 'times', choices: Choice[]) => ({
  question: { step: layout, layout, choices, input: 'any' as const },
})

/** The button of December is pressed, on the first message. */
async function pressesPage(): Promise<void> {
  const api = connect({ botToken: fake.token, apiRoot: fake.root })
  const unused = async (): Promise<never> => {
    throw new Error('not wanted here')
  }
  const conversations = {
    log: async (_id: string, after: number) => {
      readAfter.push(after)
      return log.filter(({ sequence }) => sequence > after)
    },
  } as Conversations
  const take = updateTaker({
    api,
    botId: '1',
    conversations,
    chats: {
      find: async () => ({ conversationId: 'c', isNew: false, last: log.length }),
      open: unused,
      setReachable: unused,
    },
    pace: turns,
    ways: ways({ pace: turns, log: { warn: () => {} } }),
    leaver: { leave: unused },
    speak: loadTexts(),
    formUrl: (token) => token,
  })
  await take(Update.parse(user.forges('page:2026-12')))
}

const shown = () => user.sees[0]?.keyboard.flat().flatMap(({ callback_data: data }) => data ?? []) ?? []

it('shows another month of the days that are asked for', async () => {
  says(asks('calendar', days), '1')
  await pressesPage()
  expect(shown()).toContain('day:2026-12-18')
  expect(shown()).not.toContain('day:2026-11-16')
})

it('leaves alone what has been asked since, though it is not shown yet', async () => {
  says(asks('calendar', days), '1')
  says(asks('times', [{ value: 'time:08:00', label: '08:00' }]))
  await pressesPage()
  expect(fake.count()).toBe(0)
})

it('also what is asked while it waits for its turn', async () => {
  says(asks('calendar', days), '1')
  const other = pace({ perSecond: 1, perChat: { perSecond: 1, burst: 1 } })
  const { release } = await other.turn({ chat: 'c' })
  turns = other
  const pressing = pressesPage()
  await setTimeout(100)
  says(asks('times', [{ value: 'time:08:00', label: '08:00' }]))
  release()
  await pressing
  expect(fake.count()).toBe(0)
})

it('reads no more of a long talk than its end', async () => {
  for (let turn = 0; turn < 200; turn++) says({})
  says(asks('calendar', days), '1')
  await pressesPage()
  expect(shown()).toContain('day:2026-12-18')
  expect(Math.min(...readAfter)).toBeGreaterThanOrEqual(190)
})

it('keeps what an appointment keeps that stands above the days', async () => {
  says({ appointment: card }, '1')
  says(asks('calendar', days), '1')
  await pressesPage()
  expect(user.sees[0]?.keyboard.flat()[0]?.copy_text?.text).toBe(card.code)
  expect(shown()).toContain('day:2026-12-18')
})
