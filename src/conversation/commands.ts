import { appointmentsOf } from '#appointments/find.ts'
import { turnNotices } from '#appointments/notices/turn-notices.ts'
import { release } from '#appointments/release.ts'
import { Language } from '#texts.ts'
import { type Answers, Task } from './answers.ts'
import { showAppointment, showCalendar, writeCode } from './card.ts'
import { firstOpen, follow, goBack, isAnswered, without } from './dialog.ts'
import { goOn } from './go-on.ts'
import { imHere } from './im-here.ts'
import type { Saying } from './step.ts'
import { returning, takeOver } from './take-over.ts'
import { say, type Talk, textsOf, withAnswers } from './talk.ts'

/** Where a talk stands after something was said, before the next question is asked. */
export type Stand = { talk: Talk; say: Saying[] }

/** What works at every step, by its button `menu:…` or by its word. */
export async function command(talk: Talk, key: string): Promise<Stand> {
  const t = textsOf(talk)
  if (key.startsWith('change-')) return change(talk, key.slice('change-'.length))
  if (key.startsWith(returning)) return takeOver(talk, key.slice(returning.length))
  if (key.startsWith('calendar-')) return showInCalendar(talk, key.slice('calendar-'.length))
  const task = Task.safeParse(key).data
  if (task) return start(talk, task)
  switch (key) {
    case 'back':
      return back(talk)
    case 'stop':
    case 'menu':
      return giveUp(talk)
    case 'language':
      return change(talk, 'language')
    case 'help':
      return { talk, say: [say(t('help'))] }
    case 'privacy':
      return { talk, say: privacyOf(talk) }
    case 'telegram':
    case 'webchat':
      return goOn(talk, key)
    case 'appointments':
      return showMine(talk)
    case 'here':
      return imHere(talk)
    case 'quiet':
      return turn(talk, { on: false })
    case 'notices':
      return turn(talk, { on: true })
    default:
      return { talk, say: [say(t('stale.over'))] }
  }
}

export function speakOn(talk: Talk, tag: string): Stand {
  const language = Language.safeParse(tag).data
  if (!language) return { talk, say: [say(textsOf(talk)('stale.over'))] }
  return { talk: withAnswers(talk, { language }), say: [] }
}

/** Ends the open task. A reserved time is given back at once, also one that "back" has hidden. */
export async function leave(talk: Talk): Promise<Stand> {
  const { menu: task, time } = talk.answers
  const left = follow(talk.dialog, talk, { kind: 'ended', say: [] })
  const mayHold = task === 'book' || task === 'move' || time !== undefined
  const isFreed = mayHold && (await release(talk.tx, talk))
  return { talk: left, say: isFreed ? [say(textsOf(talk)('left'))] : [] }
}

/** Nobody may believe that an appointment is cancelled or moved when they stopped half-way. */
async function giveUp(talk: Talk): Promise<Stand> {
  const { menu: task, appointment } = talk.answers
  const left = await leave(talk)
  const isKept = (task === 'cancel' || task === 'move') && appointment !== undefined
  return isKept ? { ...left, say: [...left.say, say(textsOf(talk)('kept'))] } : left
}

/** The appointments are a digression: the open question stays open. With none known, a code opens them. */
async function showMine(talk: Talk): Promise<Stand> {
  const t = textsOf(talk)
  const mine = await appointmentsOf(talk.tx, talk)
  if (mine.length > 0) return { talk, say: mine.map((each) => showAppointment(talk, each, t('card.yours'))) }
  const none = say(t('step.appointment.none'))
  if (talk.answers.menu !== undefined) return { talk, say: [none] }
  return { talk: withAnswers(talk, { menu: 'code', elsewhere: true }), say: [none] }
}

/** The button stands below an appointment, which may have been cancelled since. */
async function showInCalendar(talk: Talk, code: string): Promise<Stand> {
  const wanted = (await appointmentsOf(talk.tx, talk)).find((each) => writeCode(each.code) === code)
  return { talk, say: [wanted ? showCalendar(talk, wanted) : say(textsOf(talk)('step.appointment.gone'))] }
}

/** What is true where this is said. */
function privacyOf(talk: Talk): Saying[] {
  const t = textsOf(talk)
  const { mails, push } = talk.reach
  if (talk.channel === 'telegram') return [say(t('privacy')), say(t('privacy-telegram'))]
  return [say(t('privacy')), ...(mails || push ? [say(t('reminders.privacy'))] : [])]
}

/** Messages of our own accord: an open question stays open, but for one that we came with. */
async function turn(talk: Talk, { on }: { on: boolean }): Promise<Stand> {
  const { tx, conversationId, now } = talk
  await turnNotices(tx, { conversationId, on, now })
  const here = withAnswers({ ...talk, isQuiet: !on }, on ? {} : { news: undefined })
  return { talk: here, say: [say(textsOf(talk)(on ? 'reminders.on' : 'reminders.off'))] }
}

async function start(talk: Talk, task: Task): Promise<Stand> {
  if (talk.answers.menu === task) return { talk, say: [say(textsOf(talk)('stale.already'))] }
  const left = await leave(talk)
  return { talk: withAnswers(left.talk, { ...handedOn(talk.answers, task), menu: task }), say: left.say }
}

/** What one task already knows for the next: the wish for a subscription, the appointment for "move instead". */
function handedOn({ department, service, location, appointment, people }: Answers, task: Task): Answers {
  if (task === 'code') return { elsewhere: true }
  if (task === 'subscribe') return { department, service, location }
  if (task === 'move' && appointment !== undefined) return { department, service, location, appointment, people }
  return {}
}

async function back(talk: Talk): Promise<Stand> {
  const { was } = talk.answers
  const here = firstOpen(talk.dialog, talk)
  if (was?.step === here.key && here.gives) return { talk: withAnswers(talk, { [here.gives]: was.answer }), say: [] }
  const earlier = await goBack(talk.dialog, talk)
  return earlier?.answers.menu === undefined ? giveUp(talk) : { talk: earlier, say: [] }
}

/** Takes one answer away so that its question is asked again; going back brings it back. */
async function change(talk: Talk, key: string): Promise<Stand> {
  const step = talk.dialog.steps(talk).find((each) => each.key === key && isAnswered(each, talk))
  if (!step?.gives) return { talk, say: key === 'language' ? [] : [say(textsOf(talk)('stale.over'))] }
  const was = { step: key, answer: talk.answers[step.gives] }
  return { talk: withAnswers(without(talk, [step]), { was }), say: [] }
}
