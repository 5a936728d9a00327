import { type TakenNotice, takeNotice } from '#appointments/notices/take-notice.ts'
import type { NoticeKind } from '#appointments/notices/find-due.ts'
import { Language } from '#texts.ts'
import type { News } from './answers.ts'
import { showAppointment, writeCode } from './card.ts'
import { compose, sayDropped } from './compose.ts'
import { proceed } from './dialog.ts'
import type { Saying } from './step.ts'
import { newsChoices } from './steps/news.ts'
import { languageOf, say, type Talk, textsOf, withAnswers } from './talk.ts'
import type { Turn } from './turn.ts'
import { unasked } from './unasked.ts'
import { writeWhen } from './when.ts'

/**
 * Tells what the office did. An open task keeps its question, which is asked again below the news, with the buttons of the news
 * beside its own; with none open the news asks its own question.
 */
export async function tell(talk: Talk, noticeId: string): Promise<Turn> {
  const { tx, conversationId, now } = talk
  const notice = await takeNotice(tx, { noticeId, conversationId, now })
  if (!notice) return { answers: talk.answers, messages: [] }
  const { kind, appointment } = notice
  const about = asks[kind]
  const isBusy = talk.answers.menu !== undefined
  const spoken = withAnswers(talk, { language: languageIn(talk, notice), met: true })
  const news = about ? { about, code: appointment.code } : spoken.answers.news
  const here = withAnswers(spoken, { news })
  const turn = await proceed(here.dialog, here, newsOf(here, notice, isBusy), sayDropped)
  const beside = about && isBusy ? await newsChoices(turn.talk, about, appointment) : []
  const question = {
    ...turn.question,
    // "What can we do for you?" is no news, and would be all that a phone's lock screen shows.
    text: turn.step.key === 'menu' && turn.say.length > 0 ? '' : turn.question.text,
    choices: [...turn.question.choices, ...beside.map((choice) => ({ ...choice, aside: true }))],
  }
  return { answers: turn.talk.answers, messages: unasked(compose(turn.talk, turn.say, question), notice.until) }
}

/** The question that the news leaves behind. */
const asks: Record<NoticeKind, News | undefined> = {
  called: undefined,
  moved: 'moved',
  cancelled: 'cancelled',
  whether_seen: 'seen',
  reminder: 'reminder',
}

/** After a while of silence the answers are gone, but not how the appointment was booked. */
function languageIn({ answers }: Talk, { appointment }: TakenNotice): Language {
  return answers.language ?? Language.catch('de').parse(appointment.language)
}

function newsOf(talk: Talk, { kind, appointment, known, isAgain }: TakenNotice, isBusy: boolean): Saying[] {
  const t = textsOf(talk)
  const when = writeWhen(known.startsAt, languageOf(talk))
  const code = writeCode(appointment.code)
  switch (kind) {
    case 'called':
      return [say(t(isAgain ? 'news.called-again' : 'news.called', { room: appointment.room ?? '', code }))]
    case 'moved':
      return [{ ...showAppointment(talk, appointment, t('news.moved', { from: when })), booked: true }]
    case 'cancelled':
      return [{ text: t('news.cancelled', { when }), cancelled: { code } }]
    case 'whether_seen':
      return isBusy ? [say(t('step.seen.ask', { when }))] : []
    case 'reminder':
      return [
        showAppointment(talk, appointment, t('reminders.heading')),
        ...(isBusy ? [say(t('reminders.ask', { when }))] : []),
      ]
  }
}
