import type { Database, Tx } from '#database.ts'
import type { ChannelName } from '#message.ts'
import { isOutdated, isPaused } from '#notices/outdated.ts'

/** Messages that go out together, by their places in the log: most often one. */
export type Place = { conversationId: string; sequence: number; last: number }
export type Waiting = { conversationId: string; priority: number }
/**
 * `priority` is that of the most urgent message that waits for this one. `isOnce`: rather not at all than twice. `ill` is what nobody
 * asked for and must not go out: it is over, or can wait for the end of the night or of a pause.
 */
export type Next = Omit<Place, 'last'> & {
  address: string
  createdAt: Date
  priority: number
  isOnce: boolean
  ill: Ill | null
}
type Ill = { kind: 'notice' | 'offer' | 'lot' | 'recipient' | 'hold'; id: string | null; isOver: boolean }

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
    text: `SELECT conversation_id AS "conversationId", sequence, status, conversation.address, message.created_at AS "createdAt",
                  min(message.priority) OVER ()::int AS priority, recipient_id IS NOT NULL AS "isOnce",
                  CASE WHEN message.priority > 0 OR useless_at IS NOT NULL THEN ${ill} END AS ill
           FROM message JOIN conversation ON conversation.id = conversation_id
           WHERE conversation_id = $1 AND status IN ('queued', 'sending') ORDER BY sequence LIMIT 1`,
    values: [conversationId, now, isNight],
  })
  return first?.status === 'queued' ? first : undefined
}

/**
 * SQL: why the row `message` of `conversation` must not go out at $2, if at all; while $3 it is night. A call, and what the office did
 * with an appointment, goes out in the night too and to who wants no messages; of what has begun the rest follows.
 */
const ill = `(
    SELECT json_build_object('kind', judged.kind, 'id', judged.id, 'isOver', is_over)
    FROM (
      SELECT told.*, can_wait AND NOT has_begun AND ($3 OR ${isPaused}) AS waits,
        (can_wait AND notices_off_at IS NOT NULL) OR is_untrue OR ${isOutdated('$2')} AS is_over
      FROM (
        SELECT
          CASE WHEN notice_id IS NOT NULL THEN 'notice' WHEN offer_id IS NOT NULL THEN 'offer' WHEN lot_id IS NOT NULL THEN 'lot'
            WHEN recipient_id IS NOT NULL THEN 'recipient' ELSE 'hold' END AS kind,
          coalesce(notice_id::text, offer_id::text, lot_id::text, recipient_id::text) AS id,
          coalesce(notice.kind IN ('reminder', 'whether_seen'), num_nonnulls(offer_id, lot_id, recipient_id) > 0) AS can_wait,
          CASE notice.kind
            WHEN 'reminder' THEN state <> 'booked' OR presence <> 'expected' OR starts_at <= $2
            WHEN 'whether_seen' THEN state <> 'booked' OR attendance <> 'unrecorded'
            ELSE false
          END AS is_untrue,
          EXISTS (
            SELECT FROM message AS former
            WHERE former.conversation_id = message.conversation_id AND former.sequence = message.sequence - 1
              AND former.status = 'delivered'
              AND (former.notice_id = message.notice_id OR former.offer_id = message.offer_id OR former.lot_id = message.lot_id)
          ) AS has_begun
        FROM (SELECT) AS one LEFT JOIN notice ON notice.id = message.notice_id
        LEFT JOIN appointment ON appointment.id = notice.appointment_id
      ) AS told
    ) AS judged
    WHERE is_over OR waits
  )`

type HeldBack = { conversationId: string; ill: Ill; now: Date }

/**
 * What waited too long is not sent: it is over, or told anew when the night is. What the conversation's log says of it was never
 * seen.
 */
export async function holdBack(
  database: Pick<Database, 'query'>,
  { conversationId, ill, now }: HeldBack,
): Promise<void> {
  const { kind, id, isOver } = ill
  switch (kind) {
    case 'notice':
      await database.query({
        name: 'outbox-hold-back-notice',
        text: `WITH ${unsent('notice_id = $2::uuid')},
                 forgotten AS (DELETE FROM inbox WHERE key = 'notice:' || $2 AND NOT $3)
               UPDATE notice
               SET outcome = CASE WHEN $3 THEN 'over' END::notice_outcome, told_at = NULL,
                 claimed_at = CASE WHEN $3 THEN claimed_at END, due_at = CASE WHEN $3 THEN due_at ELSE $4 END
               WHERE id = $2::uuid AND outcome = 'told' AND EXISTS (SELECT FROM unsent)`,
        values: [conversationId, id, isOver, now],
      })
      return
    case 'offer':
      // Ran out before anybody was asked, it counts for nothing; one that only met the night has never been.
      await database.query({
        name: 'outbox-hold-back-offer',
        text: `WITH ${unsent('offer_id = $2::uuid')},
                 never AS (DELETE FROM offer WHERE id = $2::uuid AND NOT $3 AND state = 'offered' AND EXISTS (SELECT FROM unsent))
               UPDATE offer SET state = 'withdrawn', ended_at = coalesce(ended_at, clock_timestamp()), told_at = NULL
               WHERE id = $2::uuid AND (state = 'expired' OR state = 'offered' AND expires_at <= clock_timestamp())
                 AND EXISTS (SELECT FROM unsent)`,
        values: [conversationId, id, isOver],
      })
      return
    case 'lot':
      await database.query({
        name: 'outbox-hold-back-lot',
        text: `WITH ${unsent('lot_id = $2::uuid')},
                 forgotten AS (
                   DELETE FROM inbox USING lot
                   WHERE lot.id = $2::uuid AND key = 'draw:' || $2 || ':' || news AND NOT $3
                 )
               UPDATE lot SET told_at = NULL WHERE id = $2::uuid AND NOT $3 AND news IS NOT NULL AND EXISTS (SELECT FROM unsent)`,
        values: [conversationId, id, isOver],
      })
      return
    case 'recipient':
      await database.query({
        name: 'outbox-hold-back-recipient',
        text: `WITH withdrawn AS (
                 DELETE FROM message WHERE conversation_id = $1 AND recipient_id = $2::bigint AND status = 'queued' RETURNING 1
               )
               UPDATE broadcast_recipient SET state = 'queued', sequence = NULL
               WHERE id = $2::bigint AND state = 'sending' AND EXISTS (SELECT FROM withdrawn)`,
        values: [conversationId, id],
      })
      return
    case 'hold':
      await database.query({
        name: 'outbox-hold-back-hold',
        text: `UPDATE message SET status = 'failed' WHERE conversation_id = $1 AND status = 'queued' AND useless_at <= $2`,
        values: [conversationId, now],
      })
  }
}

function unsent(which: string): string {
  return `unsent AS (UPDATE message SET status = 'failed' WHERE conversation_id = $1 AND ${which} AND status = 'queued' RETURNING 1)`
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
