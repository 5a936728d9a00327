import type { Outgoing } from '#message.ts'
import type { Language } from '#texts.ts'

/** What a letter is about, as far as its subject may say it. */
export type News = 'reminder' | 'moved' | 'cancelled' | 'offer' | 'draw' | 'free' | 'notice'

/**
 * Something that is sent beside the chat. `target` is the address or the subscription; `token` is for the links below, `answerToken`
 * for the buttons; without messages it asks whether the address is theirs. `id` stays the same when it is sent again. For so many `seconds` it is of use.
 */
export type Letter = {
  id: string
  target: string
  language: Language
  token: string
  answerToken: string
  messages: readonly Outgoing[]
  news: News
  at: Date
  seconds: number
}

/**
 * What became of it: `gone` ends the contact, `later` is tried again; `isUnsure` when it may have arrived all the same. A `fault` says
 * what was met, and never an address.
 */
export type Sent =
  | { outcome: 'sent' }
  | { outcome: 'refused'; fault: string }
  | { outcome: 'gone' }
  | { outcome: 'later'; fault: string; isUnsure?: boolean }

/** A way to reach people beside the chat. Once `stopping` fires it is soon done. */
export type Way = { send(letter: Letter, stopping: AbortSignal): Promise<Sent> }
