import { isUntouched } from '#appointments/access.ts'
import { forgetLots } from '#appointments/draws/forget-lots.ts'
import type { Tx } from '#database.ts'
import { forgetPersons } from './forget-persons.ts'

/**
 * Forgets everything about a conversation but that it exists: its id, channel and address, by which the channel goes on
 * with it, and that its person wants no messages, which erasure must not turn round. Appointments to come are cancelled, and all of its appointments lose whose they were; `cancelled` counts.
 */
export async function eraseConversation(
  tx: Tx,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<{ cancelled: number }> {
  const cancelled = await giveBack(tx, { conversationId, now })
  await forgetLots(tx, ['conversation_id', conversationId], { now })
  await forgetPersons(tx, ['conversation_id', conversationId])
  await forgetTalk(tx, conversationId)
  return { cancelled }
}

/** The hold and every appointment to come, with all their slots in one ascending order. */
async function giveBack(tx: Tx, { conversationId, now }: { conversationId: string; now: Date }): Promise<number> {
  const [row] = await tx.query<{ cancelled: number }>({
    name: 'erase-give-back',
    text: `
      WITH
        held AS MATERIALIZED (SELECT slot_ids FROM hold WHERE conversation_id = $1 FOR UPDATE),
        coming AS MATERIALIZED (
          SELECT id, slot_ids FROM appointment
          -- Naming the hold here makes its lock come first, as everywhere.
          WHERE conversation_id = $1 AND state = 'booked' AND starts_at > $2 AND ${isUntouched}
            AND (SELECT count(*) FROM held) >= 0
          ORDER BY id FOR UPDATE
        ),
        gone AS (DELETE FROM hold USING held WHERE conversation_id = $1),
        ended AS (
          UPDATE appointment SET state = 'cancelled_by_applicant', ended_at = clock_timestamp()
          FROM coming WHERE appointment.id = coming.id
        ),
        seat AS MATERIALIZED (
          SELECT id, sum(booked) AS booked, sum(held) AS held
          FROM (
            SELECT unnest(slot_ids) AS id, 1 AS booked, 0 AS held FROM coming
            UNION ALL
            SELECT unnest(slot_ids), 0, 1 FROM held
          ) AS each
          GROUP BY id
        ),
        locked AS MATERIALIZED (
          SELECT id, capacity, booked, held FROM slot WHERE id = ANY (ARRAY(SELECT id FROM seat)) ORDER BY id FOR UPDATE
        ),
        freed AS (
          UPDATE slot
          SET booked = locked.booked - seat.booked, held = locked.held - seat.held, capacity = locked.capacity
          FROM seat, locked WHERE slot.id = seat.id AND slot.id = locked.id
        )
      SELECT count(*) AS cancelled FROM coming`,
    values: [conversationId, now],
  })
  return row?.cancelled ?? 0
}

async function forgetTalk(tx: Tx, conversationId: string): Promise<void> {
  await tx.query({
    name: 'erase-talk',
    text: `
      WITH
        emptied AS (
          UPDATE conversation SET answers = NULL, language = NULL, data_key_id = NULL, last_open_at = NULL WHERE id = $1
        ),
        keys AS (DELETE FROM data_key WHERE id = (SELECT data_key_id FROM conversation WHERE id = $1)),
        messages AS (DELETE FROM message WHERE conversation_id = $1),
        -- All but this very update's key: it must not happen again.
        updates AS (
          DELETE FROM inbox WHERE starts_with(key, $1 || ':') AND xmin <> pg_current_xact_id()::xid
        ),
        -- An address that was carried to another conversation stays there; that it was here is forgotten.
        told AS (UPDATE contact_delivery SET conversation_id = NULL WHERE conversation_id = $1),
        opened AS (DELETE FROM appointment_access WHERE conversation_id = $1),
        failures AS (DELETE FROM failed_opening WHERE conversation_id = $1),
        contacts AS (
          DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM contact WHERE conversation_id = $1)
        ),
        forms AS (DELETE FROM form_token WHERE conversation_id = $1),
        recipients AS (UPDATE broadcast_recipient SET conversation_id = NULL WHERE conversation_id = $1),
        transfers AS (DELETE FROM transfer WHERE conversation_id = $1),
        -- What they are offered goes to the next: whoever offers sees that nobody is asked any more.
        offers AS (
          UPDATE offer SET conversation_id = NULL, subscription_id = NULL,
            state = CASE state WHEN 'offered' THEN 'withdrawn' ELSE state END, ended_at = coalesce(ended_at, clock_timestamp())
          WHERE conversation_id = $1
        )
      DELETE FROM subscription WHERE conversation_id = $1`,
    values: [conversationId],
  })
}
