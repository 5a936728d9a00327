import type { Conversations, LogEntry } from '#conversation/conversations.ts'
import type { Keys } from '#privacy/keys.ts'
import type { Language } from '#texts.ts'
import { type AnswerState, answerState } from './answer-state.ts'
import { type Asked, type AskingParts, findAsked } from './find-asked.ts'
import { type Delivered, findDelivered } from './find-delivered.ts'
import type { LetterAnswer } from './letter-answers.ts'
import { readLetterToken } from './letter-token.ts'

type Parts = AskingParts & { conversations: Pick<Conversations, 'find' | 'receive' | 'log'>; keys: Keys }

/** A button of a letter, by the token and the name in its link. */
export type Pressed = { token: string; key: string }

/**
 * What a button of a letter leads to. `texts` is what it asks; `given` the wording of the answer that counts; `card` the
 * appointment that came of it. With `form` that page asks who comes, as long as the time is reserved: for `heldMinutes`, which are 0
 * when it was and is no more.
 */
export type Answerable = Pick<LetterAnswer, 'about' | 'key' | 'label' | 'subject'> & {
  language: Language
  texts: string[]
  state: AnswerState['state']
  startsAt: Date | undefined
  hasOther: boolean
  given: { key: string; label: string } | undefined
  card: string | undefined
  heldMinutes: number | undefined
  form: { token: string } | undefined
}

/**
 * Answers by the buttons of a letter, on whichever device it is read: each presses the button of the chat, in the transaction that
 * the chat would make of it, and stands in the chat as said there.
 */
export function answerLetter(parts: Parts) {
  const { database, conversations, keys, now } = parts

  async function find(pressed: Pressed): Promise<Answerable | undefined> {
    const letter = await open(pressed)
    return letter && lookAt(letter)
  }

  /** Once: again it changes nothing, and neither does what can't be answered any more. */
  async function press(pressed: Pressed): Promise<void> {
    const letter = await open(pressed)
    if (!letter) return
    const { state, startsAt } = await lookAt(letter)
    if (state !== 'open') return
    const { deliveryId, conversationId, answer, language } = letter
    const channel = (await conversations.find(conversationId))?.channel
    if (!channel) return
    await conversations.receive({
      address: { channel, conversationId },
      // Of an appointment that was moved meanwhile it is another answer.
      key: `${conversationId}:letter:${deliveryId}:${answer.key}:${startsAt?.getTime() ?? ''}`,
      act: { kind: 'press', value: answer.value },
      echo: { text: answer.label, value: answer.value },
      // A talk that was silent for two days has forgotten what it speaks.
      locale: language,
      isOnPage: true,
    })
  }

  type Opened = Delivered & Asked & { answer: LetterAnswer }

  async function open({ token, key }: Pressed): Promise<Opened | undefined> {
    const deliveryId = readLetterToken(keys, token)
    const delivered = deliveryId === undefined ? undefined : await findDelivered(database, deliveryId)
    const asked = delivered && (await findAsked(parts, delivered, key))
    return delivered && asked && { ...delivered, ...asked }
  }

  async function lookAt(letter: Opened): Promise<Answerable> {
    const { conversationId, answer, answers, texts, language, at } = letter
    // Of what was said since: the same may have been asked and answered before.
    const entries = (await conversations.log(conversationId, 0)).filter((entry) => entry.at >= at)
    const saidAt = entries.findIndex(
      (entry) => entry.from === 'person' && answers.some(({ value }) => value === entry.echo.value),
    )
    const state = await answerState(database, { ...answer, conversationId, now: now() })
    // What changes nothing in the book has been answered when it was said.
    const isKept = answer.about === 'moved' && state.state === 'open' && saidAt >= 0
    const given = isKept ? answer.key : state.state === 'answered' ? state.given : undefined
    const since = saidAt < 0 ? [] : entries.slice(saidAt)
    const card = given === 'accept' || given === 'yes' ? cardIn(since, state.startsAt) : undefined
    const heldMinutes = card === undefined && state.state === 'answered' ? state.heldMinutes : undefined
    const form = messagesOf(since).find(({ question }) => question?.form)?.question?.form?.token
    return {
      ...answer,
      language,
      texts,
      state: isKept ? 'answered' : state.state,
      startsAt: state.startsAt,
      hasOther: state.state !== 'answered' && (state.hasOther ?? false),
      given: answers.flatMap(({ key, label }) => (key === given ? [{ key, label }] : [])).at(0),
      card,
      heldMinutes,
      form: heldMinutes && form !== undefined ? { token: form } : undefined,
    }
  }

  return { find, press }
}

/**
 * The appointment that came of an answer: the one at the time that was offered, or where the time is not known any more, the one
 * that the answer itself was told of. News of others may stand between, and others may be booked later.
 */
function cardIn([answer, ...since]: readonly LogEntry[], startsAt: Date | undefined): string | undefined {
  const next = since.findIndex(({ from }) => from === 'person')
  const told = startsAt || next < 0 ? since : since.slice(0, next)
  return messagesOf(answer ? told : []).find(
    ({ appointment, booked, unasked }) =>
      appointment && booked && !unasked && (!startsAt || Date.parse(appointment.startsAt) === startsAt.getTime()),
  )?.text
}

function messagesOf(entries: readonly LogEntry[]) {
  return entries.flatMap((entry) => (entry.from === 'office' ? [entry.message] : []))
}
