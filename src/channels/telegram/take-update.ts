import type { Api } from 'grammy'
import type { Conversations } from '#conversation/conversations.ts'
import type { Act, Echo, Incoming } from '#message.ts'
import { atMost } from '#outbox/at-most.ts'
import type { Pace } from '#outbox/pace.ts'
import { Language, type Speak } from '#texts.ts'
import { ask } from './api.ts'
import type { Chats } from './chats.ts'
import { cardButtons, type Keyboard, keyboard, readPage } from './keyboard.ts'
import type { Leaver } from './leave.ts'
import { type Reading, readUpdate, type Update } from './read-update.ts'
import type { Ways } from './ways.ts'

type Parts = {
  api: Api
  /** The bot's own number: another bot's updates have the same numbers and mean something else. */
  botId: string
  conversations: Conversations
  chats: Chats
  pace: Pace
  ways: Ways
  leaver: Pick<Leaver, 'leave'>
  speak: Speak
  formUrl: (token: string) => string
}

/**
 * Milliseconds after which somebody who waits is shown that the answer is being written. A press has been answered already,
 * and each call of a booking counts.
 */
const patience = { written: 1000, pressed: 4000 }
/** Seconds after which a press need not be answered any more. */
const answerSeconds = 10
/** Entries at the end of the log among which the open question stands, with the appointment above it. */
const recent = 5
/** Turns at once. More gain nothing where one thread thinks, and what is being sent would wait behind them. */
const widest = 8

/** Resolves when what the update says is committed; until then Telegram must keep it. */
export function updateTaker({ api, botId, conversations, chats, pace, ways, leaver, speak, formUrl }: Parts) {
  const fewAtOnce = atMost(widest)

  return async function take(update: Update): Promise<void> {
    const reading = readUpdate(update)
    const key = `${botId}:${update.update_id}`
    switch (reading.kind) {
      case 'press': {
        const page = readPage(reading.act.value)
        return page ? turnPage(reading, page.month) : receive(reading, reading.act, key)
      }
      case 'act':
        return receive(reading, reading.act, key)
      case 'start':
        return start(reading, key)
      case 'elsewhere':
        return leaver.leave(reading)
      case 'reachable':
        return chats.setReachable(reading.chat, reading.isReachable)
      case 'ignored':
        return
    }
  }

  async function receive({ chat, locale, echo }: Heard, act: Act, key: string): Promise<void> {
    const waits = act.kind === 'press' ? patience.pressed : patience.written
    await promptly(chat, waits, async () => {
      const { conversationId } = await chats.open(chat)
      return { address: { channel: 'telegram', conversationId }, key, act, echo, ...(locale && { locale }) }
    })
  }

  /** Whoever comes for the first time is spoken to in the language of their app, if it is one of ours. */
  async function start({ chat, locale, echo, link }: Reading & { kind: 'start' }, key: string): Promise<void> {
    await promptly(chat, patience.written, async () => {
      const { conversationId, isNew } = await chats.open(chat)
      const language = isNew ? Language.safeParse(locale?.split('-')[0]).data : undefined
      const act: Act =
        isNew || link !== undefined
          ? { kind: 'joined', ...(language && { language }), ...(link !== undefined && { link }) }
          : { kind: 'text', text: '/start' }
      return { address: { channel: 'telegram', conversationId }, key, act, echo, ...(locale && { locale }) }
    })
  }

  /** Its patience begins with its turn: in a crowd nobody is helped by as many calls again. */
  async function promptly(chat: number, waits: number, read: () => Promise<Incoming>): Promise<void> {
    await fewAtOnce(async () => {
      const typing = setTimeout(() => void ask(() => api.sendChatAction(chat, 'typing'), ways.fleeting(0)), waits)
      await conversations.receive(await read()).finally(() => clearTimeout(typing))
    })
  }

  /** Another page of the question that is open: nothing is said, so the conversation does not move. */
  async function turnPage({ chat, message }: Reading & { kind: 'press' }, month: string | undefined): Promise<void> {
    const known = month === undefined ? undefined : await chats.find(chat)
    if (!known) return
    const turn = await pace.turn({ chat: known.conversationId })
    try {
      // Read only now: while it waited, something else may have been asked in its place.
      const inline_keyboard = await pageOf({ chat, message }, month)
      if (!inline_keyboard) return
      const markup = { reply_markup: { inline_keyboard } }
      const once = { ...ways.byTurns(turn).own, isFleeting: true }
      await ask(() => api.editMessageReplyMarkup(chat, message, markup), once)
    } finally {
      turn.release()
    }
  }

  /** The buttons of this message with that month, as long as it is the one that asks. */
  async function pageOf(
    { chat, message }: { chat: number; message: number },
    month: string | undefined,
  ): Promise<Keyboard | undefined> {
    const known = await chats.find(chat)
    if (!known) return undefined
    const entries = await conversations.log(known.conversationId, Math.max(0, known.last - recent))
    const here = entries.flatMap((entry) => (entry.from === 'office' ? [entry] : []))
    const asked = here.at(-1)
    if (asked?.externalId !== String(message) || asked.message.question?.layout !== 'calendar') return undefined
    const { language, question } = asked.message
    const card = here.findLast(
      ({ message: { appointment }, externalId }) => appointment && externalId === asked.externalId,
    )
    return [
      ...(card ? cardButtons(card.message, speak(language)) : []),
      ...keyboard(question, { language, formUrl, ...(month !== undefined && { month }) }),
    ]
  }
}

type Heard = { chat: number; locale?: string; echo: Echo }

/**
 * Presses are answered at once, before any queue or lock: Telegram waits about 15 seconds. A connection that was kept open may
 * end at that very moment; answering twice does no harm.
 */
export function answerPress({ api, ways }: { api: Api; ways: Ways }, { callback_query: query }: Update): void {
  if (!query) return
  const answer = () => ask(() => api.answerCallbackQuery(query.id), ways.fleeting(answerSeconds))
  void answer().then(async ({ kind }) => (kind === 'away' ? answer() : undefined))
}
