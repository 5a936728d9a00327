import { appointmentsOf } from '#appointments/find.ts'
import { release } from '#appointments/release.ts'
import { carryWishes } from '#appointments/waitlist/carry-wishes.ts'
import { type Answers } from './answers.ts'
import { showAppointment } from './card.ts'
import type { Stand } from './commands.ts'
import { compose, sayDropped } from './compose.ts'
import { type ConversationRow, openConversation } from './conversation-row.ts'
import { proceed } from './dialog.ts'
import { offerTransfer } from './go-on.ts'
import { writeTurn } from './message-log.ts'
import { hashToken, oneTimeMinutes } from './one-time.ts'
import { isPrivate } from './private-form.ts'
import { languageOf, say, type Talk, textsOf, withAnswers } from './talk.ts'

/**
 * Goes on with a conversation that was begun in another channel: its answers, its reserved time, its appointments and
 * wishes. The other one keeps its appointments and starts again at its menu; it is told, so that whoever did not want that
 * notices and takes it back. A code works once.
 */
export async function takeOver(talk: Talk, code: string): Promise<Stand> {
  const from = await redeem(talk, code)
  if (from === undefined) return { talk, say: [say(textsOf(talk)('transfer.gone'))] }
  if (from === talk.conversationId) return { talk, say: [] }
  const left = await openConversation(talk.tx, talk.keys, from)
  const answers = left ? answersOf(talk, left) : {}
  // Only one time can be reserved per conversation, and the one that was brought along is wanted now.
  if (talk.answers.time !== undefined || answers.time !== undefined) await release(talk.tx, talk)
  await carry(talk, from)
  await carryWishes(talk.tx, { from, to: talk.conversationId })
  const here = withAnswers({ ...talk, answers: {} }, { ...answers, met: true, greeted: talk.answers.greeted })
  const t = textsOf(here)
  if (left) await sayWhereItWent(here, left)
  const mine = await appointmentsOf(talk.tx, talk)
  return {
    talk: here,
    say: [say(t('transfer.done')), ...mine.map((each) => showAppointment(here, each, t('card.yours')))],
  }
}

async function redeem({ tx }: Talk, code: string): Promise<string | undefined> {
  const [row] = await tx.query<{ from: string }>({
    name: 'redeem-transfer',
    text: `UPDATE transfer SET used_at = clock_timestamp()
           WHERE hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp()
           RETURNING conversation_id AS "from"`,
    values: [hashToken(code)],
  })
  return row?.from
}

/** The open task moves; who comes goes along only as a whole where it was entered on a page. */
function answersOf(talk: Talk, left: ConversationRow): Answers {
  const { language, met: _met, greeted: _greeted, unclear: _unclear, was: _was, ...task } = left.answers
  const isWhole = task.name !== undefined && task.dateOfBirth !== undefined && task.people !== undefined
  const who = isPrivate(talk) && !isWhole ? { name: undefined, dateOfBirth: undefined, people: undefined } : {}
  return { language: language ?? talk.answers.language, ...task, ...who }
}

/** What a button's value begins with that takes a conversation back. */
export const returning = 'return-'

/** The last word of a conversation that goes on elsewhere: its language and no open task remain, and for a while a way back. */
async function sayWhereItWent(here: Talk, left: ConversationRow): Promise<void> {
  const { language, met, greeted } = left.answers
  const place = {
    conversationId: left.id,
    channel: left.channel,
    lastAt: left.lastAt,
    isQuiet: left.isQuiet,
    hasMail: left.hasMail,
    proposed: languageOf(here),
  }
  const behind: Talk = { ...here, ...place, answers: { language, met, greeted } }
  const t = textsOf(behind)
  const word = say(t(`transfer.left-${here.channel}`, { minutes: oneTimeMinutes }))
  const { say: said, question } = await proceed(behind.dialog, behind, [word], sayDropped)
  const wayBack = { value: `menu:${returning}${await offerTransfer(here)}`, label: t('menu.return'), aside: true }
  const messages = compose(behind, said, { ...question, choices: [...question.choices, wayBack] })
  await writeTurn(here.tx, left, {
    incoming: undefined,
    answers: behind.answers,
    messages: messages.map((message) => ({ ...message, unasked: true as const })),
    now: here.now,
  })
}

async function carry({ tx, conversationId, channel }: Talk, from: string): Promise<void> {
  if (channel === 'webchat') await carryContacts({ tx, conversationId }, from)
  await tx.query({
    name: 'carry-conversation',
    text: `WITH known AS (
             INSERT INTO appointment_access AS known (conversation_id, code, went_on_at)
             SELECT $2, code, max(went_on_at)
             FROM (
               SELECT code, clock_timestamp() AS went_on_at FROM appointment
               WHERE conversation_id = $1 AND state = 'booked'
               UNION ALL
               -- Who only helps goes on helping, and news stay with the person.
               SELECT code, CASE WHEN went_on_at IS NOT NULL THEN clock_timestamp() END FROM appointment_access
               WHERE conversation_id = $1
             ) AS theirs
             GROUP BY code
             ON CONFLICT (conversation_id, code) DO UPDATE SET went_on_at = coalesce(excluded.went_on_at, known.went_on_at)
           ), lots AS (
             UPDATE lot SET conversation_id = $2 WHERE conversation_id = $1
           )
           UPDATE hold SET conversation_id = $2 WHERE conversation_id = $1`,
    values: [from, conversationId],
  })
}

/** Letters and notifications follow to another browser; where the other chat rings by itself they stay behind. */
async function carryContacts({ tx, conversationId }: Pick<Talk, 'tx' | 'conversationId'>, from: string): Promise<void> {
  await tx.query({
    name: 'carry-contacts',
    text: `UPDATE contact SET conversation_id = $2
           WHERE conversation_id = $1 AND NOT EXISTS (
             SELECT FROM contact AS other
             WHERE other.conversation_id = $2 AND (other.kind, other.fingerprint) = (contact.kind, contact.fingerprint)
           )`,
    values: [from, conversationId],
  })
}
