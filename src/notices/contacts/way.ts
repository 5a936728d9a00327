import type { Outgoing } from '#message.ts'
import type { Language } from '#texts.ts'

/**
 * Something that is sent beside the chat. `target` is the address or the subscription; `token` is for the links; without messages
 * it asks whether the address is theirs. `id` stays the same when it is sent again.
 */
export type Letter = {
  id: string
  target: string
  language: Language
  token: string
  messages: readonly Outgoing[]
  isReminder: boolean
  at: Date
}

/**
 * What became of it: `gone` ends the contact, `later` is tried again. A `fault` says what was met, and never an address.
 */
export type Sent =
  | { outcome: 'sent' }
  | { outcome: 'refused'; fault: string }
  | { outcome: 'gone' }
  | { outcome: 'later'; fault: string }

/** A way to reach people beside the chat. */
export type Way = { send(letter: Letter): Promise<Sent> }
