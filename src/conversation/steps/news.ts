import { findVisit } from '#appointments/attendance/find-visit.ts'
import type { Visit } from '#appointments/attendance/visit.ts'
import type { Choice } from '#message.ts'
import { News } from '../answers.ts'
import { readChoice, unclear } from '../choosing.ts'
import { leave, type Stand } from '../commands.ts'
import { follow, saysOf } from '../dialog.ts'
import { say, type Talk, type TalkReading, type TalkStep, textsOf } from '../talk.ts'
import { cancelledNews } from './news-cancelled.ts'
import { movedNews } from './news-moved.ts'
import { remindNews } from './news-remind.ts'
import { reminderNews } from './news-reminder.ts'
import { seenNews } from './news-seen.ts'

/**
 * What the office asks by itself after it did something. `startsTask`: the answer leads to another task, which ends the open one.
 */
export type NewsQuestion = {
  text(talk: Talk, visit: Visit): string
  options(talk: Talk, visit: Visit): Promise<{ key: string; label: string }[]>
  startsTask(key: string): boolean
  answer(talk: Talk, visit: Visit, key: string): Promise<TalkReading>
}

const questions: Record<News, NewsQuestion> = {
  moved: movedNews,
  cancelled: cancelledNews,
  seen: seenNews,
  reminder: reminderNews,
  remind: remindNews,
}

/** Asked while no task is open: a task's own question stays open, and the buttons of the news stand beside it. */
export const newsSteps: TalkStep[] = News.options.map((about) => ({
  key: about,
  applies: ({ answers }) => answers.news?.about === about,
  ask: async (talk) => {
    const visit = await visitOf(talk, talk.answers.news?.code ?? '')
    if (!visit) return { kind: 'answered', answers: { news: undefined } }
    const text = questions[about].text(talk, visit)
    return { step: about, text, choices: await newsChoices(talk, about, visit), layout: 'list', input: 'any' }
  },
  read: async (said, talk) => {
    const visit = await visitOf(talk, talk.answers.news?.code ?? '')
    if (!visit || said.kind === 'press') return unclear()
    const chosen = readChoice(said.text, about, await newsChoices(talk, about, visit))
    return chosen === undefined ? unclear() : questions[about].answer(talk, visit, keyOf(chosen))
  },
}))

/** Each button names its appointment, so that it can be pressed whatever is open meanwhile. */
export async function newsChoices(talk: Talk, about: News, visit: Visit): Promise<Choice[]> {
  const options = await questions[about].options(talk, visit)
  return options.map(({ key, label }) => ({ value: `${about}:${key}:${visit.code}`, label }))
}

/** Undefined when the button belongs to no news. */
export async function pressNews(talk: Talk, value: string): Promise<Stand | undefined> {
  const [step, ...rest] = value.split(':')
  const about = News.safeParse(step).data
  if (about === undefined) return undefined
  const chosen = rest.join(':')
  const key = keyOf(chosen)
  const visit = await visitOf(talk, chosen.slice(key.length + 1))
  if (!visit) return { talk, say: [say(textsOf(talk)('step.appointment.gone'))] }
  const left = questions[about].startsTask(key) ? await leave(talk) : { talk, say: [] }
  const reading = await questions[about].answer(left.talk, visit, key)
  return { talk: follow(left.talk.dialog, left.talk, reading), say: [...left.say, ...saysOf(reading)] }
}

function keyOf(chosen: string): string {
  return chosen.slice(0, chosen.lastIndexOf(':'))
}

async function visitOf({ tx, conversationId }: Talk, code: string): Promise<Visit | undefined> {
  return findVisit(tx, { conversationId, code })
}
