import type { Database } from '#database.ts'
import type { Keys } from '#privacy/keys.ts'
import { confirmContact, findContact, type FoundContact } from './confirm-contact.ts'
import { readContactToken } from './contact-token.ts'
import { endContact } from './end-contact.ts'

/** What whoever holds a letter may do with the address that it went to, by the token in its links. */
export function contactOfLetter({ database, keys, now }: { database: Database; keys: Keys; now: () => Date }) {
  return {
    async find(token: string): Promise<FoundContact | undefined> {
      const contactId = readContactToken(keys, token)
      return contactId === undefined ? undefined : findContact(database, { contactId, now: now() })
    },
    async confirm(token: string): Promise<{ outcome: 'confirmed' | 'gone' }> {
      const contactId = readContactToken(keys, token)
      if (contactId === undefined) return { outcome: 'gone' }
      return database.transaction((tx) => confirmContact(tx, { contactId, now: now() }))
    },
    async end(token: string): Promise<void> {
      const contactId = readContactToken(keys, token)
      if (contactId !== undefined) await endContact(database, contactId)
    },
  }
}
