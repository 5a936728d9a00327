import type { Choice, Question } from '#message.ts'
import { takeRecipient } from '#notices/broadcast/take-recipient.ts'
import { asides, compose, sayDropped } from './compose.ts'
import { type Turn as Proceeded, proceed } from './dialog.ts'
import { say, type Talk, textsOf, withAnswers } from './talk.ts'
import type { Turn } from './turn.ts'
import { unasked } from './unasked.ts'

/**
 * Tells of free times in one message that ends all of them in one tap. An open task keeps its question below the news.
 */
export async function tellBroadcast(talk: Talk, recipientId: number): Promise<Turn> {
  const { tx, conversationId, now } = talk
  const told = await takeRecipient(tx, { recipientId, conversationId, now })
  if (!told) return { answers: talk.answers, messages: [] }
  const here = withAnswers(talk, { language: talk.answers.language ?? told.language, met: true })
  const turn = await proceed(here.dialog, here, [say(told.text)], sayDropped)
  const messages = compose(turn.talk, turn.say, asking(turn, told.isLater))
  return { answers: turn.talk.answers, messages: unasked(messages, told.until) }
}

/** The open question or, with none, the way to book; both with the way to hear no more of it. */
function asking({ talk, question, step }: Proceeded<Talk>, isLater: boolean): Question {
  const quiet = asides(talk).some(({ value }) => value === 'menu:quiet') ? [] : [stopping(talk)]
  if (step.key !== 'menu') return { ...question, choices: [...question.choices, ...quiet] }
  return { ...question, text: '', choices: [choice(talk, isLater ? 'move' : 'book'), ...quiet] }
}

function choice(talk: Talk, task: 'book' | 'move'): Choice {
  return { value: `menu:${task}`, label: textsOf(talk)(`menu.${task}`) }
}

function stopping(talk: Talk): Choice {
  return { value: 'menu:quiet', label: textsOf(talk)('reminders.turn-off'), aside: true }
}
