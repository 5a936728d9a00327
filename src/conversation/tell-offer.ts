import { findOffer, markTold } from '#appointments/waitlist/find-offer.ts'
import { Language } from '#texts.ts'
import { compose, sayDropped } from './compose.ts'
import { proceed } from './dialog.ts'
import { offerChoices, offerText } from './steps/offer.ts'
import { say, type Talk, withAnswers } from './talk.ts'
import type { Turn } from './turn.ts'
import { unasked } from './unasked.ts'

/**
 * Offers a freed time. An open task keeps its question, which is asked again below the offer, with the offer's buttons beside its
 * own; with none open the offer is the question.
 */
export async function tellOffer(talk: Talk, offerId: string): Promise<Turn> {
  const { tx, conversationId, now } = talk
  const offer = await findOffer(tx, { offerId, conversationId })
  if (!offer) return { answers: talk.answers, messages: [] }
  await markTold(tx, { offerId, now })
  const isBusy = talk.answers.menu !== undefined
  const language = talk.answers.language ?? Language.catch('de').parse(offer.language)
  const here = withAnswers(talk, { language, met: true, offer: offerId })
  const turn = await proceed(here.dialog, here, isBusy ? [say(offerText(here, offer))] : [], sayDropped)
  const beside = isBusy ? offerChoices(turn.talk, offer).map((choice) => ({ ...choice, aside: true })) : []
  const question = { ...turn.question, choices: [...turn.question.choices, ...beside] }
  return { answers: turn.talk.answers, messages: unasked(compose(turn.talk, turn.say, question), offer.expiresAt) }
}
