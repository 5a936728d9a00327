import type { Keys } from '#privacy/keys.ts'
import { readSignedId, signedId } from './signed-id.ts'

/**
 * What the links below a letter carry. Whoever has it may confirm the address or delete it, and nothing else; it lasts as long as
 * the contact.
 */
export function contactToken(keys: Pick<Keys, 'token'>, contactId: string): string {
  return signedId(keys, 'contact', contactId)
}

/** The contact's id; undefined for what we have not signed. */
export function readContactToken(keys: Pick<Keys, 'token'>, token: string): string | undefined {
  return readSignedId(keys, 'contact', token)
}
