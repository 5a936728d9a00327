import type { Outgoing } from '#message.ts'
import type { Language } from '#texts.ts'

/**
 * Something that is sent beside the chat. `target` is the address or the subscription; `token` is for the links; without messages
 * it asks whether the address is theirs. `id` stays the same when it is sent again. For so many `seconds` it is of use.
 */
export type Letter = {
  id: string
  target: string
  language: Language
  token: string
  messages: readonly Outgoing[]
  isReminder: boolean
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
