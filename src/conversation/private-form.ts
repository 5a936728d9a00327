import type { BookingSummary, FormLink, Question } from '#message.ts'
import { refused } from './choosing.ts'
import { newToken, oneTimeMinutes } from './one-time.ts'
import { type Talk, type TalkReading, textsOf } from './talk.ts'

/** Whether who comes is asked on a page of ours, because nobody's name should travel through this channel. */
export function isPrivate({ reach, channel }: Pick<Talk, 'reach' | 'channel'>): boolean {
  return reach.privateForms?.includes(channel) ?? false
}

/** A question that is answered on a one-time page. Every asking makes a new page, so that one that ran out is replaced. */
export function formQuestion(
  talk: Talk,
  step: 'name' | 'dateOfBirth' | 'people',
  { asks, books }: { asks: FormLink['asks']; books?: BookingSummary },
): Question {
  const t = textsOf(talk)
  return {
    step,
    text: t(asks === 'applicant' && !books ? 'draw.form' : `form.${asks}`, { minutes: oneTimeMinutes }),
    choices: [{ value: 'page:form', label: t('form.again'), aside: true }],
    layout: 'list',
    input: 'any',
    form: formFor(talk, { asks, books }),
  }
}

/** A page for it, beside or instead of the question in the chat. */
export function formFor(
  talk: Talk,
  { asks, books }: { asks: FormLink['asks']; books?: BookingSummary | undefined },
): FormLink {
  return { token: newToken(), asks, label: textsOf(talk)('form.button'), ...(books && { books }) }
}

/** What somebody typed although there is a page for it is let go unread. */
export function typedInChat(talk: Talk): TalkReading {
  return refused(textsOf(talk)('form.typed'))
}
