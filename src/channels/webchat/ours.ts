import { Language } from '#texts.ts'

/** A language if it is one of ours; anything else a client may say is as if it had said nothing. */
export const ours = Language.optional().catch(undefined)
