import { z } from 'zod'
import type { Conversations, LogEntry } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import { writeWhen } from '#conversation/when.ts'
import { ChannelName } from '#message.ts'
import type { Keys } from '#privacy/keys.ts'
import { Language, type Speak } from '#texts.ts'
import { type AnswerState, answerState } from './answer-state.ts'
import { answersIn, type LetterAnswer } from './letter-answers.ts'
import { readLetterToken } from './letter-token.ts'

type Parts = {
  database: Database
  conversations: Pick<Conversations, 'receive' | 'log'>
  keys: Keys
  speak: Speak
  now: () => Date
}

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
export function answerLetter({ database, conversations, keys, speak, now }: Parts) {
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
    const { deliveryId, conversationId, channel, answer, language } = letter
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

  type Asked = { texts: string[]; answers: readonly LetterAnswer[] }
  type Opened = Delivered & Asked & { deliveryId: string; answer: LetterAnswer; entries: readonly LogEntry[] }

  async function open({ token, key }: Pressed): Promise<Opened | undefined> {
    const deliveryId = readLetterToken(keys, token)
    const delivered = deliveryId === undefined ? undefined : await findDelivered(database, deliveryId)
    if (deliveryId === undefined || !delivered) return undefined
    const entries = await conversations.log(delivered.conversationId, delivered.first - 1)
    const told = delivered.isToldHere ? entries.filter(({ sequence }) => sequence <= delivered.last) : []
    const asked = askedBy(delivered) ?? askedIn(told)
    const answer = asked.answers.find((each) => each.key === key)
    return answer && { ...delivered, ...asked, deliveryId, answer, entries }
  }

  /** What the letter of a notice asks, from the notice: it may be answered when the talk has long been forgotten. */
  function askedBy({ notice, language }: Delivered): Asked | undefined {
    if (!notice) return undefined
    const { about, code, startsAt } = notice
    const t = speak(language)
    const when = writeWhen(startsAt, language)
    const [key, label, text] =
      about === 'reminder'
        ? (['coming', t('reminders.coming'), t('reminders.ask', { when })] as const)
        : (['keep', t('step.moved.keep'), t('step.moved.ask', { when })] as const)
    return { texts: [text], answers: [{ about, key, subject: code, value: `${about}:${key}:${code}`, label }] }
  }

  function askedIn(told: readonly LogEntry[]): Asked {
    const messages = messagesOf(told)
    return { texts: messages.map(({ text }) => text).filter(Boolean), answers: answersIn(messages) }
  }

  async function lookAt(letter: Opened): Promise<Answerable> {
    const { conversationId, answer, answers, texts, entries, language } = letter
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

type Delivered = {
  conversationId: string
  channel: ChannelName
  language: Language
  first: number
  last: number
  /** Not in the log of another conversation, from which the address was carried here. */
  isToldHere: boolean
  notice: { about: 'reminder' | 'moved'; code: string; startsAt: Date } | undefined
}

const Row = z.object({
  conversationId: z.string(),
  channel: ChannelName,
  language: Language.catch('de'),
  first: z.int(),
  last: z.int(),
  isToldHere: z.boolean(),
  about: z.enum(['reminder', 'moved']).nullable().catch(null),
  code: z.string().nullable(),
  startsAt: z.date().nullable(),
})

/** A letter that went to an address that is still somebody's. */
async function findDelivered(db: Pick<Database, 'query'>, deliveryId: string): Promise<Delivered | undefined> {
  const [row] = await db.query({
    name: 'find-delivered-letter',
    text: `SELECT conversation.id AS "conversationId", conversation.channel, coalesce(conversation.language, contact.language) AS language, first_sequence AS first, delivery.last_sequence AS last,
             notice.kind AS about, code,
             -- It may have been moved since: what is answered is asked.
             coalesce(
               (SELECT starts_at FROM appointment AS standing WHERE standing.code = appointment.code AND standing.state = 'booked'), starts_at
             ) AS "startsAt",
             -- What a letter tells is written in the same turn, at its time or some milliseconds later.
             EXISTS (
               SELECT FROM message
               WHERE message.conversation_id = conversation.id AND sequence = delivery.last_sequence
                 AND message.created_at >= delivery.created_at AND message.created_at < delivery.created_at + interval '1 minute'
             ) AS "isToldHere"
           FROM contact_delivery AS delivery JOIN contact ON contact.id = contact_id
           JOIN conversation ON conversation.id = contact.conversation_id
           LEFT JOIN notice ON notice.id = notice_id LEFT JOIN appointment ON appointment.id = notice.appointment_id
           WHERE delivery.id = $1 AND contact.kind = 'email' AND confirmed_at IS NOT NULL AND first_sequence IS NOT NULL`,
    values: [deliveryId],
  })
  if (!row) return undefined
  const { about, code, startsAt, ...letter } = Row.parse(row)
  return { ...letter, notice: about && code !== null && startsAt ? { about, code, startsAt } : undefined }
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
