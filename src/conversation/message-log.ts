import { z } from 'zod'
import type { Database, Tx } from '#database.ts'
import { type Act, Echo, type Incoming, isFeed, Outgoing } from '#message.ts'
import { decrypt, encrypt } from '#privacy/encrypt.ts'
import { type Keys, unwrapDataKey } from '#privacy/keys.ts'
import type { Answers } from './answers.ts'
import { type ConversationRow, sealAnswers } from './conversation-row.ts'
import type { CountedStep } from './counted-steps.ts'
import { hashToken, oneTimeMinutes } from './one-time.ts'

/** One message of a conversation. `at` grows strictly, in whole milliseconds. */
export type LogEntry = { sequence: number; at: Date; externalId?: string } & (
  { from: 'person'; echo: Echo } | { from: 'office'; message: Outgoing }
)

const Body = z.union([z.object({ echo: Echo }), z.object({ message: Outgoing })])
type Body = z.infer<typeof Body>

/**
 * The end of a turn in one statement: the answers, both sides' messages, the inbox's pointer to the person's own message,
 * the one-time page that the question leads to, what is counted of it, and the NOTIFY that wakes every process which shows this conversation.
 * Without `incoming` nobody said anything here: something happened to the conversation.
 */
export async function writeTurn(
  tx: Tx,
  row: ConversationRow,
  {
    incoming,
    answers,
    messages,
    counted = [],
    now,
  }: {
    incoming: Incoming | undefined
    answers: Answers
    messages: readonly Outgoing[]
    counted?: readonly CountedStep[] | undefined
    now: Date
  },
): Promise<{ sequence: number | undefined }> {
  const echo = incoming?.echo
  const bodies: Body[] = [...(echo ? [{ echo }] : []), ...messages.map((message) => ({ message }))]
  const first = Math.max(now.getTime(), row.lastAt.getTime() + 1)
  const rows = bodies.map((body, index) => {
    const sequence = row.lastSequence + 1 + index
    const until = endOf(body, { act: incoming?.act, now })
    return { sequence, received: 'echo' in body, at: new Date(first + index), sealed: seal(row, sequence, body), until }
  })
  const form = messages.findLast(({ question }) => question?.form)?.question?.form
  const sequence = echo ? row.lastSequence + 1 : undefined
  await tx.query({
    name: 'write-turn',
    text: `WITH state AS (
             UPDATE conversation SET answers = $2, language = $3, last_sequence = $4, last_seen_at = $5, data_key_id = $6,
               last_open_at = CASE WHEN $19 THEN last_open_at ELSE $20 END
             WHERE id = $1
           ), pointer AS (
             UPDATE inbox SET sequence = $9 WHERE channel = $7 AND key = $8 AND $9::int IS NOT NULL
           ), form AS (
             INSERT INTO form_token (hash, conversation_id, kind, expires_at)
             SELECT $15, $1, $16::form_kind, clock_timestamp() + $17 * interval '1 minute' WHERE $15::bytea IS NOT NULL
           ), log AS (
             INSERT INTO message (conversation_id, sequence, direction, status, priority, body, created_at, notice_id, recipient_id,
               offer_id, lot_id, useless_at)
             SELECT $1, sequence, CASE WHEN received THEN 'received' ELSE 'sent' END::message_direction,
                    CASE WHEN received OR $14 THEN 'delivered'
                         WHEN $19 AND NOT (SELECT reachable FROM conversation WHERE id = $1) THEN 'unreachable'
                         ELSE 'queued' END::message_status, $18, body, at, $21, CASE WHEN sequence = $4 THEN $22::bigint END, $24, $25, until
             FROM unnest($10::int[], $11::boolean[], $12::bytea[], $13::timestamptz[], $26::timestamptz[])
               AS said (sequence, received, body, at, until)
           ), counted AS (
             INSERT INTO talk_change (day, channel, language, task, step, asked, passed, unclear)
             SELECT ($20::timestamptz AT TIME ZONE 'Europe/Berlin')::date, $7, coalesce($3, ''), task, step, asked, passed, unclear
             FROM jsonb_to_recordset($23::jsonb)
               AS counted (task text, step text, asked smallint, passed smallint, unclear smallint)
           )
           SELECT pg_notify('message', $1), CASE WHEN NOT $14 THEN pg_notify('outbox', CASE $18 WHEN 0 THEN $1 ELSE $1 || ' ' || $18 END) END`,
    values: [
      row.id,
      sealAnswers(row, answers),
      answers.language ?? null,
      row.lastSequence + rows.length,
      rows.at(-1)?.at ?? row.lastAt,
      row.dataKey.id,
      row.channel,
      incoming?.key ?? null,
      sequence ?? null,
      rows.map((each) => each.sequence),
      rows.map((each) => each.received),
      rows.map((each) => each.sealed),
      rows.map((each) => each.at),
      isFeed(row.channel),
      form ? hashToken(form.token) : null,
      form?.asks ?? null,
      oneTimeMinutes,
      priorityOf(incoming?.act),
      isUnasked(incoming?.act),
      now,
      incoming?.act.kind === 'notice' ? incoming.act.noticeId : null,
      incoming?.act.kind === 'broadcast' ? incoming.act.recipientId : null,
      JSON.stringify(counted),
      incoming?.act.kind === 'offer' ? incoming.act.offerId : null,
      incoming?.act.kind === 'drawn' ? incoming.act.lotId : null,
      rows.map(({ until }) => until ?? null),
    ],
  })
  return { sequence }
}

/** What nobody did themselves is not sent to who blocked us; whoever writes to us again gets an answer. */
export function isUnasked(act: Act | undefined): boolean {
  return (
    act === undefined ||
    act.kind === 'hold-expired' ||
    act.kind === 'notice' ||
    act.kind === 'drawn' ||
    act.kind === 'offer' ||
    act.kind === 'broadcast'
  )
}

/** Nobody waits for what the clock, the office or another conversation does, but for a call: answers go first, and what goes to many comes last. */
function priorityOf(act: Act | undefined): 0 | 1 | 2 {
  if (act === undefined || act.kind === 'hold-expired' || act.kind === 'offer' || act.kind === 'drawn') return 1
  if (act.kind === 'broadcast') return 2
  return act.kind === 'notice' && !act.isUrgent ? 1 : 0
}

/** When it makes no sense any more to send it. That a time ran out concerns who is looking: an hour later nobody is. */
function endOf(body: Body, { act, now }: { act: Act | undefined; now: Date }): Date | undefined {
  if (!('message' in body)) return undefined
  if (act?.kind === 'hold-expired') return new Date(now.getTime() + 60 * 60 * 1000)
  return body.message.until === undefined ? undefined : new Date(body.message.until)
}

type Logged = {
  sequence: number
  body: Uint8Array
  created_at: Date
  external_id: string | null
  data_key_id: string
  wrapped: Uint8Array
}

/** The messages after a sequence number, oldest first. */
export async function readLog(
  database: Database,
  keys: Keys,
  conversationId: string,
  after: number,
): Promise<LogEntry[]> {
  const rows = await database.query<Logged>({
    name: 'read-log',
    text: `SELECT m.sequence, m.body, m.created_at, m.external_id, k.id AS data_key_id, k.wrapped
           FROM message m JOIN conversation c ON c.id = m.conversation_id JOIN data_key k ON k.id = c.data_key_id
           WHERE m.conversation_id = $1 AND m.sequence > $2 ORDER BY m.sequence`,
    values: [conversationId, after],
  })
  const [row] = rows
  if (!row) return []
  const key = unwrapDataKey(keys, { id: row.data_key_id, wrapped: row.wrapped })
  return rows.map(({ sequence, body, created_at: at, external_id }) => {
    const opened = Body.parse(JSON.parse(decrypt(key, body, bodyPlace(conversationId, sequence))))
    return 'echo' in opened
      ? { sequence, at, from: 'person', echo: opened.echo }
      : {
          sequence,
          at,
          from: 'office',
          message: opened.message,
          ...(external_id !== null && { externalId: external_id }),
        }
  })
}

function seal(row: ConversationRow, sequence: number, body: Body): Buffer {
  return encrypt(row.dataKey.key, JSON.stringify(body), bodyPlace(row.id, sequence))
}

function bodyPlace(conversationId: string, sequence: number): string {
  return `message.body.${conversationId}/${sequence}`
}
