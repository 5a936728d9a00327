import { createHmac } from 'node:crypto'
import type { Keys } from '#privacy/keys.ts'
import { keyObject } from '#privacy/key-object.ts'

/** How a person of the web chat is reached while the page is closed. */
export type ContactKind = 'email' | 'push'

/** Names the place that a contact's ciphertext belongs to. */
export function contactPlace(id: string): string {
  return `contact.sealed.${id}`
}

/** The same for the same address or browser, and of no use without the key. */
export function fingerprintOf(keys: Pick<Keys, 'search'>, kind: ContactKind, value: string): Buffer {
  return createHmac('sha256', keyObject(keys.search)).update(`contact ${kind} ${value}`).digest()
}
