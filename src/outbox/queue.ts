import type { Database, Tx } from '#database.ts'
import type { ChannelName } from '#message.ts'

/** Messages that go out together, by their places in the log: most often one. */
export type Place = { conversationId: string; sequence: number; last: number }
export type Waiting = { conversationId: string; priority: number }
/** `priority` is that of the most urgent message that waits for this one. `isOnce`: rather not at all than twice. `ill` is a reminder that must not go out: not true any more, or not at this hour. */
export type Next = Omit<Place, 'last'> & {
  address: string
  createdAt: Date
  priority: number
  isOnce: boolean
  ill: { noticeId: string; isOver: boolean } | null
}

/** Conversations that something waits for, replies before notices, then the oldest. */
export async function findWaiting(database: Pick<Database, 'query'>, channel: ChannelName): Promise<Waiting[]> {
  return database.query({
    name: 'outbox-waiting',
    text: `SELECT m.conversation_id AS "conversationId", min(m.priority)::int AS priority
           FROM message m JOIN conversation c ON c.id = m.conversation_id
           WHERE m.status = 'queued' AND c.channel = $1
           GROUP BY 1 ORDER BY min(m.priority), min(m.created_at) LIMIT 2000`,
    values: [channel],
  })
}

/** The conversation's first unfinished message, unless somebody is sending it: what comes after it waits. */
export async function findNext(
  database: Pick<Database, 'query'>,
  { conversationId, now, isNight }: { conversationId: string; now: Date; isNight: boolean },
): Promise<Next | undefined> {
  const [first] = await database.query<Next & { status: string }>({
    name: 'outbox-next',
    text: `SELECT m.conversation_id AS "conversationId", m.sequence, m.status, c.address, m.created_at AS "createdAt",
                  min(m.priority) OVER ()::int AS priority, m.recipient_id IS NOT NULL AS "isOnce", ${ill} AS ill
           FROM message m JOIN conversation c ON c.id = m.conversation_id
           WHERE m.conversation_id = $1 AND m.status IN ('queued', 'sending') ORDER BY m.sequence LIMIT 1`,
    values: [conversationId, now, isNight],
  })
  return first?.status === 'queued' ? first : undefined
}

/** SQL: of the message `m` to `c`, a reminder that must not go out at $2; while $3 it is night. */
const ill = `CASE WHEN m.notice_id IS NOT NULL THEN (
    SELECT json_build_object('noticeId', m.notice_id, 'isOver', is_over)
    FROM (
      SELECT c.notices_off_at IS NOT NULL OR state <> 'booked' OR presence <> 'expected' OR starts_at <= $2 AS is_over
      FROM notice JOIN appointment ON appointment.id = appointment_id
      WHERE notice.id = m.notice_id AND kind = 'reminder'
    ) AS judged
    WHERE is_over OR $3
  ) END`

/**
 * A reminder that waited too long is not sent: it is over, or told anew when the night is. What the conversation's log says of it
 * was never seen.
 */
export async function holdBack(
  database: Pick<Database, 'query'>,
  {
    conversationId,
    now,
    ill: { noticeId, isOver },
  }: { conversationId: string; now: Date; ill: NonNullable<Next['ill']> },
): Promise<void> {
  await database.query({
    name: 'outbox-hold-back',
    text: `WITH
             unsent AS (
               UPDATE message SET status = 'failed' WHERE conversation_id = $1 AND notice_id = $2 AND status = 'queued'
               RETURNING 1
             ),
             forgotten AS (DELETE FROM inbox WHERE key = 'notice:' || $2 AND NOT $3)
           UPDATE notice
           SET outcome = CASE WHEN $3 THEN 'over' END::notice_outcome, told_at = NULL,
             claimed_at = CASE WHEN $3 THEN claimed_at END, due_at = $4
           WHERE id = $2 AND outcome = 'told' AND EXISTS (SELECT FROM unsent)`,
    values: [conversationId, noticeId, isOver, now],
  })
}

/**
 * Whether they are ours to send. The database is free again before the network is asked. `at` names this very claim:
 * when the answer is lost, the claim is made again and finds itself.
 */
export async function claim(
  database: Pick<Database, 'query'>,
  { conversationId, sequence, last }: Place,
  at: Date,
): Promise<boolean> {
  const rows = await database.query({
    name: 'outbox-claim',
    text: `UPDATE message SET status = 'sending', claimed_at = $3, attempts = attempts + 1
           WHERE conversation_id = $1 AND sequence BETWEEN $2 AND $4
             AND (status = 'queued' OR (status = 'sending' AND claimed_at = $3)) RETURNING 1`,
    values: [conversationId, sequence, at, last],
  })
  return rows.length > 0
}

type Final = 'delivered' | 'failed' | 'unreachable' | 'unknown'

export async function finish(
  database: Pick<Database, 'query'>,
  { conversationId, sequence, last }: Place,
  { status, externalId }: { status: Final; externalId?: string | undefined },
): Promise<void> {
  const isDelivered = status === 'delivered' || status === 'unknown'
  await database.query({
    name: isDelivered ? 'outbox-finish' : 'outbox-refused',
    text: isDelivered ? finished : `WITH refused AS (${finished} RETURNING notice_id) ${notTold('$3')}`,
    values: [conversationId, sequence, status, externalId ?? null, last],
  })
}

const finished = `
  UPDATE message SET status = $3::text::message_status, external_id = coalesce($4, external_id)
  WHERE conversation_id = $1 AND sequence BETWEEN $2 AND $5`

/** SQL: notices whose messages were refused have not been told after all, and the desk shows it. */
const notTold = (status: string) => `
  UPDATE notice SET outcome = ${status}::text::notice_outcome, told_at = NULL
  FROM refused WHERE notice.id = refused.notice_id AND outcome = 'told'`

/** The person does not want to hear from us here: nothing that waits is sent, and nothing that nobody asked for follows. */
export async function giveUpOn(database: Pick<Database, 'transaction'>, conversationId: string): Promise<void> {
  await database.transaction(async (tx: Tx) => {
    await tx.query({
      name: 'outbox-unreachable',
      text: `WITH person AS (UPDATE conversation SET reachable = false WHERE id = $1),
             refused AS (
               UPDATE message SET status = 'unreachable'
               WHERE conversation_id = $1 AND status IN ('queued', 'sending') RETURNING notice_id
             ) ${notTold("'unreachable'")}`,
      values: [conversationId],
    })
  })
}

export async function putBack(
  database: Pick<Database, 'query'>,
  { conversationId, sequence, last }: Place,
): Promise<void> {
  await database.query({
    name: 'outbox-put-back',
    text: `UPDATE message SET status = 'queued'
           WHERE conversation_id = $1 AND sequence BETWEEN $2 AND $3 AND status = 'sending'`,
    values: [conversationId, sequence, last],
  })
}

/**
 * What a process that ended was sending is sent again: whether it had gone out nobody knows. What goes to many is not: it stays
 * `unknown`. Resolves to how many are sent again.
 */
export async function putBackAll(database: Pick<Database, 'query'>, channel: ChannelName): Promise<number> {
  const rows = await database.query<{ isOnce: boolean }>({
    name: 'outbox-put-back-all',
    text: `UPDATE message SET status = CASE WHEN recipient_id IS NULL THEN 'queued' ELSE 'unknown' END::message_status
           FROM conversation c
           WHERE c.id = conversation_id AND c.channel = $1 AND status = 'sending' RETURNING recipient_id IS NOT NULL AS "isOnce"`,
    values: [channel],
  })
  return rows.filter(({ isOnce }) => !isOnce).length
}
