import { joinWaitlist } from '#appointments/draws/join-waitlist.ts'
import { type TakenDrawNews, takeDrawNews } from '#appointments/draws/take-news.ts'
import { Language } from '#texts.ts'
import { compose, sayDropped } from '../compose.ts'
import { proceed } from '../dialog.ts'
import type { Saying } from '../step.ts'
import { say, type Talk, textsOf, withAnswers } from '../talk.ts'
import type { Turn } from '../turn.ts'
import { unasked } from '../unasked.ts'
import { drawnChoices, writeOffer } from './drawn.ts'

/**
 * Tells what became of a lot. An open task keeps its question, with the buttons of the place beside its own; with none open the
 * place asks its own question.
 */
export async function tellDrawn(talk: Talk, lotId: string): Promise<Turn> {
  const news = await takeDrawNews(talk.tx, { ...talk, lotId })
  if (!news) return { answers: talk.answers, messages: [] }
  const isBusy = talk.answers.menu !== undefined
  const language = talk.answers.language ?? Language.catch('de').parse(news.language)
  const here = withAnswers(talk, { language, met: true, ...(news.news === 'won' && { drawn: news.number }) })
  const turn = await proceed(here.dialog, here, await newsOf(here, news, isBusy), sayDropped)
  const beside = news.news === 'won' && isBusy ? drawnChoices(here, news.number) : []
  const question = {
    ...turn.question,
    text: turn.step.key === 'menu' && turn.say.length > 0 ? '' : turn.question.text,
    choices: [...turn.question.choices, ...beside.map((choice) => ({ ...choice, aside: true }))],
  }
  const until = news.news === 'won' ? news.expiresAt : undefined
  return { answers: turn.talk.answers, messages: unasked(compose(turn.talk, turn.say, question), until) }
}

async function newsOf(talk: Talk, lot: TakenDrawNews, isBusy: boolean): Promise<Saying[]> {
  const t = textsOf(talk)
  const number = lot.number
  switch (lot.news) {
    case 'won':
      return isBusy ? [say(writeOffer(talk, lot))] : []
    case 'lost': {
      const lost = say(t('draw.lost', { lot: number, rank: lot.rank ?? 0 }))
      if (!lot.takesWaitlist) return [lost]
      await joinWaitlist(talk.tx, { ...talk, ...lot, language: lot.language })
      return [lost, say(t('draw.waitlisted'))]
    }
    case 'lapsed':
    case 'passed':
    case 'over':
    case 'cancelled':
      return [say(t(`draw.${lot.news}`, { lot: number }))]
  }
}
