import type { Tx } from '#database.ts'
import type { ChannelName, Incoming } from '#message.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import { type Keys, newDataKey, unwrapDataKey } from '#privacy/keys.ts'
import { type Answers, readAnswers } from './answers.ts'

/** A conversation, locked for one turn. `lastAt` is the time of its last message: the next ones come after it. */
export type ConversationRow = {
  id: string
  channel: ChannelName
  answers: Answers
  lastSequence: number
  lastAt: Date
  /** The person wants no messages of our own accord. */
  isQuiet: boolean
  /** The person has confirmed an e-mail address here. */
  hasMail: boolean
  dataKey: { id: string; key: Buffer }
}

type Stored = {
  channel: ChannelName
  answers: Uint8Array | null
  last_sequence: number
  last_seen_at: Date
  notices_off_at: Date | null
  has_mail: boolean
  data_key_id: string | null
  wrapped: Uint8Array | null
}

/** SQL: what a turn needs to know of the conversation `c` and its data key `k`. */
const columns = `
  c.channel, c.answers, c.last_sequence, c.last_seen_at, c.notices_off_at, c.data_key_id, k.wrapped,
  EXISTS (SELECT FROM contact WHERE conversation_id = c.id AND kind = 'email' AND confirmed_at IS NOT NULL) AS has_mail`

/**
 * Takes the update's key and the conversation's lock in one statement. `repeated`: the key was taken before, and this is the
 * message it became. The key is inserted before anything is read, so that of two deliveries at once one waits and gives way.
 * The lock leaves the row's id alone: rows that refer to it (a helper's move) don't wait, which would be a deadlock.
 */
export async function lockConversation(
  tx: Tx,
  keys: Keys,
  { address, key }: Incoming,
): Promise<{ row: ConversationRow } | { repeated: { sequence: number | undefined } } | undefined> {
  const [stored] = await tx.query<Stored & { fresh: boolean }>({
    name: 'lock-conversation',
    text: `WITH fresh AS (INSERT INTO inbox (channel, key) VALUES ($2, $3) ON CONFLICT DO NOTHING RETURNING 1)
           SELECT ${columns}, EXISTS (SELECT FROM fresh) AS fresh
           FROM conversation c LEFT JOIN data_key k ON k.id = c.data_key_id
           WHERE c.id = $1 FOR NO KEY UPDATE OF c`,
    values: [address.conversationId, address.channel, key],
  })
  if (!stored) return undefined
  if (!stored.fresh) return { repeated: await findRepeated(tx, address.channel, key) }
  return { row: await rowOf(tx, keys, address.conversationId, stored) }
}

async function rowOf(tx: Tx, keys: Keys, id: string, stored: Stored): Promise<ConversationRow> {
  const dataKey = await openDataKey(tx, keys, stored)
  return {
    id,
    channel: stored.channel,
    answers: stored.answers ? readAnswers(JSON.parse(decrypt(dataKey.key, stored.answers, answersPlace(id)))) : {},
    lastSequence: stored.last_sequence,
    lastAt: stored.last_seen_at,
    isQuiet: stored.notices_off_at !== null,
    hasMail: stored.has_mail,
    dataKey,
  }
}

/** Another conversation than the one whose turn it is, locked too. Two that lock each other are a deadlock, which is retried. */
export async function openConversation(tx: Tx, keys: Keys, id: string): Promise<ConversationRow | undefined> {
  const [stored] = await tx.query<Stored>({
    name: 'open-conversation',
    text: `SELECT ${columns}
           FROM conversation c LEFT JOIN data_key k ON k.id = c.data_key_id
           WHERE c.id = $1 FOR NO KEY UPDATE OF c`,
    values: [id],
  })
  return stored && rowOf(tx, keys, id, stored)
}

export function answersPlace(conversationId: string): string {
  return `conversation.answers.${conversationId}`
}

export function sealAnswers(row: ConversationRow, answers: Answers): Buffer {
  return encrypt(row.dataKey.key, JSON.stringify(answers), answersPlace(row.id))
}

/** The stored data key, or a new one where an erasure deleted it. */
async function openDataKey(tx: Tx, keys: Keys, stored: Stored): Promise<{ id: string; key: Buffer }> {
  const { data_key_id: id } = stored
  if (id === null) return storeDataKey(tx, keys)
  const wrapped = stored.wrapped ?? (await findWrapped(tx, id))
  return { id, key: unwrapDataKey(keys, { id, wrapped }) }
}

/** A turn that waited for the lock sees the row as it is now, but not yet the key that the turn before it has made. */
async function findWrapped(tx: Tx, id: string): Promise<Uint8Array> {
  const [row] = await tx.query<{ wrapped: Uint8Array }>({
    name: 'find-data-key',
    text: 'SELECT wrapped FROM data_key WHERE id = $1',
    values: [id],
  })
  if (!row) throw new Error('A conversation refers to a data key that does not exist')
  return row.wrapped
}

export async function storeDataKey(tx: Tx, keys: Keys): Promise<{ id: string; key: Buffer }> {
  const { id, wrapped, key } = newDataKey(keys)
  await tx.query({
    name: 'store-data-key',
    text: 'INSERT INTO data_key (id, wrapped) VALUES ($1, $2)',
    values: [id, wrapped],
  })
  return { id, key }
}

async function findRepeated(tx: Tx, channel: ChannelName, key: string): Promise<{ sequence: number | undefined }> {
  const [row] = await tx.query<{ sequence: number | null }>({
    name: 'find-repeated',
    text: 'SELECT sequence FROM inbox WHERE channel = $1 AND key = $2',
    values: [channel, key],
  })
  return { sequence: row?.sequence ?? undefined }
}
