import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { encrypt } from '#privacy/encrypt.ts'
import { type Keys, newDataKey } from '#privacy/keys.ts'
import { type ContactKind, contactPlace, fingerprintOf } from './contact.ts'

type Adding = {
  conversationId: string
  kind: ContactKind
  language: string
  /** The e-mail address, or the browser's subscription as JSON. */
  value: string
  /** What names it: of a subscription its endpoint. */
  name?: string
  now: Date
}

/** Questions whether an address is theirs, per conversation and per address in a day: nobody's mailbox is filled through us. */
const mostQuestions = 3

/**
 * A way to reach the person beside the chat. A browser has said yes itself; an e-mail address is asked by a letter first
 * (double opt-in). The same again is the same one.
 */
export async function addContact(
  tx: Tx,
  keys: Keys,
  { conversationId, kind, language, value, name = value, now }: Adding,
): Promise<{ outcome: 'asked' | 'known' | 'too-many' }> {
  const fingerprint = fingerprintOf(keys, kind, name.toLowerCase())
  const [known] = await tx.query<{ id: string; confirmedAt: Date | null }>({
    name: 'find-contact',
    text: `SELECT id, confirmed_at AS "confirmedAt" FROM contact
           WHERE conversation_id = $1 AND kind = $2::contact_kind AND fingerprint = $3`,
    values: [conversationId, kind, fingerprint],
  })
  if (known?.confirmedAt) return { outcome: 'known' }
  if (kind === 'email' && (await countQuestions(tx, { conversationId, fingerprint, now })) >= mostQuestions)
    return { outcome: 'too-many' }
  const id = known?.id ?? randomUUID()
  if (!known) {
    const dataKey = newDataKey(keys)
    await tx.query({
      name: 'add-contact',
      text: `WITH data_key AS (INSERT INTO data_key (id, wrapped) VALUES ($5, $6))
             INSERT INTO contact (id, conversation_id, kind, language, data_key_id, sealed, fingerprint, created_at, confirmed_at)
             VALUES ($1, $2, $3::contact_kind, $4, $5, $7, $8, $9, CASE WHEN $3::contact_kind = 'push' THEN $9::timestamptz END)`,
      values: [
        id,
        conversationId,
        kind,
        language,
        dataKey.id,
        dataKey.wrapped,
        encrypt(dataKey.key, value, contactPlace(id)),
        fingerprint,
        now,
      ],
    })
  }
  if (kind === 'push') return { outcome: 'known' }
  await tx.query({
    name: 'ask-contact',
    text: 'INSERT INTO contact_delivery (id, contact_id, created_at, next_at) VALUES ($1, $2, $3, $3)',
    values: [randomUUID(), id, now],
  })
  return { outcome: 'asked' }
}

async function countQuestions(
  tx: Tx,
  { conversationId, fingerprint, now }: { conversationId: string; fingerprint: Buffer; now: Date },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>({
    name: 'count-contact-questions',
    text: `SELECT count(*)::int AS count FROM contact_delivery AS question JOIN contact ON contact.id = contact_id
           WHERE (contact.conversation_id = $1 OR fingerprint = $2) AND first_sequence IS NULL
             AND question.created_at > $3::timestamptz - interval '24 hours'`,
    values: [conversationId, fingerprint, now],
  })
  return row?.count ?? 0
}
