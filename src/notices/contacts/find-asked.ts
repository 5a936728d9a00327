import type { Office } from '#appointments/office.ts'
import { findOffer } from '#appointments/waitlist/find-offer.ts'
import type { Conversations } from '#conversation/conversations.ts'
import { drawnChoices, offeredLot, writeOffer } from '#conversation/draws/drawn.ts'
import { offerChoices, offerText } from '#conversation/steps/offer.ts'
import type { Spoken } from '#conversation/talk.ts'
import { writeWhen } from '#conversation/when.ts'
import type { Database } from '#database.ts'
import type { Speak } from '#texts.ts'
import type { Delivered } from './find-delivered.ts'
import { answersAmong, answersIn, type LetterAnswer } from './letter-answers.ts'

export type AskingParts = {
  database: Database
  conversations: Pick<Conversations, 'log'>
  office: () => Office
  speak: Speak
  now: () => Date
}

/** A question of a letter, its answers, and the conversation that they are given in. */
export type Asked = { conversationId: string; texts: string[]; answers: readonly LetterAnswer[] }

type Asking = (parts: AskingParts, letter: Delivered) => Asked | undefined | Promise<Asked | undefined>

/**
 * The question that an answer of a letter belongs to: first from what the letter is about, which may be answered when the talk has long
 * been forgotten or goes on elsewhere. A question that only stood below it is known as long as the log is.
 */
export async function findAsked(
  parts: AskingParts,
  letter: Delivered,
  key: string,
): Promise<(Asked & { answer: LetterAnswer }) | undefined> {
  for (const ask of [ofNotice, ofOffer, ofLot, inLog]) {
    const asked = await ask(parts, letter)
    const answer = asked?.answers.find((each) => each.key === key)
    if (asked && answer) return { ...asked, answer }
  }
  return undefined
}

const ofNotice: Asking = ({ speak }, { notice, conversationId, language }) => {
  if (!notice) return undefined
  const { about, code, startsAt } = notice
  const t = speak(language)
  const when = writeWhen(startsAt, language)
  const [key, label, text] =
    about === 'reminder'
      ? (['coming', t('reminders.coming'), t('reminders.ask', { when })] as const)
      : (['keep', t('step.moved.keep'), t('step.moved.ask', { when })] as const)
  const answers = [{ about, key, subject: code, value: `${about}:${key}:${code}`, label }]
  return { conversationId, texts: [text], answers }
}

const ofOffer: Asking = async (parts, { offer, ...letter }) => {
  if (!offer) return undefined
  const conversationId = offer.heldIn ?? letter.conversationId
  const standing = await findOffer(parts.database, { offerId: offer.id, conversationId })
  const spoken = spokenIn(parts, letter)
  return {
    conversationId,
    texts: standing ? [offerText(spoken, standing)] : [],
    answers: answersAmong(offerChoices(spoken, offer)),
  }
}

const ofLot: Asking = async (parts, { lot, ...letter }) => {
  if (!lot) return undefined
  const conversationId = lot.heldIn ?? letter.conversationId
  const spoken = spokenIn(parts, letter)
  const offered = await offeredLot({ tx: parts.database, conversationId, now: spoken.now }, lot.number)
  return {
    conversationId,
    texts: offered ? [writeOffer(spoken, offered)] : [],
    answers: answersAmong(drawnChoices(spoken, lot.number)),
  }
}

const inLog: Asking = async ({ conversations }, { told, conversationId }) => {
  if (!told) return undefined
  const entries = await conversations.log(told.conversationId, told.first - 1)
  const messages = entries.flatMap((entry) =>
    entry.from === 'office' && entry.sequence <= told.last ? [entry.message] : [],
  )
  return { conversationId, texts: messages.map(({ text }) => text).filter(Boolean), answers: answersIn(messages) }
}

function spokenIn({ speak, office, now }: AskingParts, { language }: Pick<Delivered, 'language'>): Spoken {
  return { speak, office: office(), answers: { language }, proposed: undefined, now: now() }
}
