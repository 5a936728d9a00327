import type { TFunction } from 'i18next'
import type { Office } from '#appointments/office.ts'
import type { Tx } from '#database.ts'
import type { ChannelName } from '#message.ts'
import type { Keys } from '#privacy/keys.ts'
import { Language, type Speak } from '#texts.ts'
import type { Answers } from './answers.ts'
import type { Reach } from './conversations.ts'
import type { Dialog } from './dialog.ts'
import type { Reading, Saying, Step } from './step.ts'

/** Everything a step may know and use in one turn. `proposed` is what the person's device says it speaks. */
export type Talk = {
  readonly answers: Answers
  readonly dialog: Dialog<Talk>
  readonly conversationId: string
  readonly channel: ChannelName
  readonly proposed: Language | undefined
  readonly now: Date
  /** When something was said last. */
  readonly lastAt: Date
  /** The local day "YYYY-MM-DD". */
  readonly today: string
  readonly office: Office
  readonly reach: Reach
  /** The person wants no messages of our own accord. */
  readonly isQuiet: boolean
  /** The person has confirmed an e-mail address here. */
  readonly hasMail: boolean
  /** What was done was not done in the chat but on a page of ours. */
  readonly isOnPage: boolean
  readonly speak: Speak
  readonly keys: Keys
  readonly tx: Tx
}

/** What writing needs of a talk. */
export type Spoken = Pick<Talk, 'answers' | 'proposed' | 'speak' | 'office' | 'now'>

export type TalkStep = Step<Talk>
export type TalkDialog = Dialog<Talk>
export type TalkReading = Reading<Talk>

export function languageOf({ answers, proposed }: Pick<Talk, 'answers' | 'proposed'>): Language {
  const former = answers.was?.step === 'language' ? Language.safeParse(answers.was.answer).data : undefined
  return answers.language ?? former ?? proposed ?? 'de'
}

/** The texts of the language that is spoken now. */
export function textsOf(talk: Pick<Talk, 'answers' | 'proposed' | 'speak'>): TFunction<'chat'> {
  return talk.speak(languageOf(talk))
}

/** A text of the office's own data in the spoken language; what is not translated yet is shown in German. */
export function named(talk: Pick<Talk, 'answers' | 'proposed'>, text: Readonly<Record<string, string>>): string {
  return text[languageOf(talk)] ?? text['de'] ?? ''
}

export function say(text: string): Saying {
  return { text }
}

export function withAnswers(talk: Talk, answers: Answers): Talk {
  return { ...talk, answers: { ...talk.answers, ...answers } }
}
