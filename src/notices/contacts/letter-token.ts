import type { Keys } from '#privacy/keys.ts'
import { readSignedId, signedId } from './signed-id.ts'

/** What the buttons of one letter carry. Whoever has it may give the answers that this letter asks for, and nothing else. */
export function letterToken(keys: Pick<Keys, 'token'>, deliveryId: string): string {
  return signedId(keys, 'letter', deliveryId)
}

/** The delivery's id; undefined for what we have not signed. */
export function readLetterToken(keys: Pick<Keys, 'token'>, token: string): string | undefined {
  return readSignedId(keys, 'letter', token)
}
