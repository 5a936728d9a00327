import { expireHold } from '#appointments/expire-hold.ts'
import { appointmentsOf } from '#appointments/find.ts'
import type { Act, Outgoing } from '#message.ts'
import { Language } from '#texts.ts'
import type { Answers } from './answers.ts'
import { showAppointment } from './card.ts'
import { command, leave, speakOn, type Stand } from './commands.ts'
import { compose, confusion, rephrase, sayDropped } from './compose.ts'
import { type CountedStep, countSteps, type Standing } from './counted-steps.ts'
import { firstOpen, follow, isAnswered, proceed, saysOf } from './dialog.ts'
import { followLink } from './follow-link.ts'
import type { Said, Saying } from './step.ts'
import { fillIn } from './fill-in.ts'
import { showHere } from './show-here.ts'
import { pressDrawn } from './draws/drawn.ts'
import { tellDrawn } from './draws/tell-drawn.ts'
import { pressNews } from './steps/news.ts'
import { pressOffer } from './steps/offer.ts'
import { isOverheard } from './overheard.ts'
import { languageOf, say, type Talk, textsOf, withAnswers } from './talk.ts'
import { tell } from './tell.ts'
import { tellOffer } from './tell-offer.ts'
import { tellBroadcast } from './tell-broadcast.ts'
import { nearly, typed } from './typed.ts'
import { plain } from './understanding/plain.ts'

/**
 * What one act leads to: the answers to keep and what is said, the open question last. Without messages nothing is said. `counted` is
 * what the report learns of it.
 */
export type Turn = { answers: Answers; messages: Outgoing[]; counted?: CountedStep[] }

type Judged = Stand & { isUnclear?: true }

export async function takeTurn(talk: Talk, act: Act): Promise<Turn> {
  if (act.kind === 'notice') return tell(talk, act.noticeId)
  if (act.kind === 'drawn') return tellDrawn(talk, act.lotId)
  if (act.kind === 'offer') return tellOffer(talk, act.offerId)
  if (act.kind === 'broadcast') return tellBroadcast(talk, act.recipientId)
  const judged = await judge(talk, act)
  if (!judged) return { answers: talk.answers, messages: [] }
  const before = talk.answers.met && { task: talk.answers.menu, step: firstOpen(talk.dialog, talk).key }
  const turn = await askOn(talk, judged, before)
  return act.kind === 'hold-expired' ? { ...turn, messages: turn.messages.map(unasked) } : turn
}

function unasked(message: Outgoing): Outgoing {
  return { ...message, unasked: true }
}

/** What an act means, before the next question is asked. Undefined: nothing that needs an answer. */
async function judge(
  talk: Talk,
  act: Exclude<Act, { kind: 'notice' | 'offer' | 'drawn' | 'broadcast' }>,
): Promise<Judged | undefined> {
  switch (act.kind) {
    case 'joined':
      return act.link === undefined ? join(talk, act.language) : followLink(talk, act.link, act.language)
    case 'hold-expired':
      return loseHold(talk, act.holdId)
    case 'unsupported':
      return { talk, say: [say(textsOf(talk)('unsupported'))] }
    case 'press':
      return press(talk, act.value)
    case 'form':
      return fillIn(talk, act)
    case 'push':
      return showHere(talk, act.subscription)
    case 'text':
      return read(talk, plain(act.text))
  }
}

/** Whoever comes back after a day is greeted anew, and shown what is booked; an old half-answered question is let go. */
async function join(talk: Talk, settled: string | undefined): Promise<Judged | undefined> {
  const language = talk.answers.language ?? Language.safeParse(settled).data
  const isBack = talk.now.getTime() - talk.lastAt.getTime() >= awayAfter
  if (!isBack && talk.answers.met && language === talk.answers.language) return undefined
  const here = isBack
    ? withAnswers((await leave(talk)).talk, { greeted: undefined, language })
    : withAnswers(talk, { language })
  const mine = isBack ? await appointmentsOf(here.tx, here) : []
  return { talk: here, say: mine.map((each) => showAppointment(here, each, textsOf(here)('card.yours'))) }
}

const awayAfter = 24 * 60 * 60 * 1000

async function loseHold(talk: Talk, holdId: string): Promise<Judged | undefined> {
  const expired = await expireHold(talk.tx, { conversationId: talk.conversationId, holdId })
  if (!expired || talk.answers.time?.holdId !== holdId) return undefined
  return { talk: withAnswers(talk, { time: undefined }), say: [say(textsOf(talk)('hold.expired'))] }
}

/** A press is judged by the question its button belonged to: it never answers another one. */
async function press(talk: Talk, value: string): Promise<Judged> {
  const step = value.slice(0, value.indexOf(':'))
  const key = value.slice(step.length + 1)
  if (step === 'menu') return command(talk, key)
  if (step === 'language') return speakOn(talk, key)
  if (step === 'page') return { talk, say: [] }
  const offered = await pressOffer(talk, value)
  if (offered) return offered
  const news = await pressNews(talk, value)
  if (news) return news
  const drawn = await pressDrawn(talk, value)
  if (drawn) return drawn
  if (step === firstOpen(talk.dialog, talk).key) return put(talk, { kind: 'press', key })
  const earlier = talk.dialog.steps(talk).some((each) => each.key === step && isAnswered(each, talk))
  return { talk, say: [say(textsOf(talk)(earlier ? 'stale.answered' : 'stale.over'))] }
}

async function read(talk: Talk, text: string): Promise<Judged> {
  const said = await typed(talk, text)
  if ('press' in said) return press(talk, said.press)
  if ('command' in said) return command(talk, said.command)
  const heard = await put(talk, { kind: 'text', text })
  const meant = heard.isUnclear && nearly(talk, text)
  if (!meant) return heard
  if (meant === 'courtesy') return { talk, say: [] }
  return 'press' in meant ? press(talk, meant.press) : speakOn(talk, meant.language)
}

/** Hands what was said to the open question. */
async function put(talk: Talk, said: Said): Promise<Judged> {
  const reading = await firstOpen(talk.dialog, talk).read(said, talk)
  const stand = { talk: follow(talk.dialog, talk, reading), say: saysOf(reading) }
  return reading.kind === 'unclear' ? { ...stand, isUnclear: true } : stand
}

/** The office's own chat is named as the equal way wherever people write through somebody else's. */
function greetingOf(talk: Talk): Saying[] {
  const t = textsOf(talk)
  const { publicUrl } = talk.reach
  if (!isOverheard(talk) || publicUrl === undefined) return [say(t('greeting'))]
  return [say(t('greeting')), say(t('greeting-elsewhere', { url: `${publicUrl}/?language=${languageOf(talk)}` }))]
}

/** Asks the next question and puts all that is said into messages. */
async function askOn({ answers: before }: Talk, judged: Judged, stood: Standing): Promise<Turn> {
  const { talk, say: said, question, step } = await proceed(judged.talk.dialog, judged.talk, judged.say, sayDropped)
  const { language, greeted, was } = talk.answers
  // Whoever writes first has not misunderstood a question: there was none.
  const times = judged.isUnclear && before.met ? (before.unclear?.step === step.key ? before.unclear.times : 0) + 1 : 0
  const greeting = language !== undefined && !greeted ? greetingOf(talk) : []
  const answers: Answers = {
    ...talk.answers,
    met: true,
    greeted: language === undefined ? greeted : true,
    unclear: times > 0 ? { step: step.key, times } : undefined,
    was: was?.step === step.key ? was : undefined,
  }
  const notes = [...greeting, ...said, ...confusion(talk, { times, isExplained: said.length > 0 })]
  const messages = compose({ ...talk, answers }, notes, times > 1 ? rephrase(talk, question) : question)
  const counted = countSteps(stood, { task: talk.answers.menu, step: step.key }, judged.isUnclear ?? false)
  return { answers, messages, counted }
}
