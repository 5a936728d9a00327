import { isUntouched } from '#appointments/access.ts'
import { forgetLots } from '#appointments/draws/forget-lots.ts'
import type { Tx } from '#database.ts'
import { forgetPersons } from './forget-persons.ts'

/**
 * Erases the person of an appointment, wherever the code was written: what is to come is cancelled, names and keys go,
 * and so do the texts of the talks in which they were said.
 */
export async function erasePerson(
  tx: Tx,
  { code, now }: { code: string; now: Date },
): Promise<{ outcome: 'erased'; cancelled: number } | { outcome: 'not-found' }> {
  const [person] = await tx.query<{ identity: Buffer }>({
    name: 'erase-find-person',
    text: `SELECT identity FROM appointment WHERE code = $1 AND identity IS NOT NULL LIMIT 1`,
    values: [code],
  })
  if (person === undefined) return { outcome: 'not-found' }
  const { identity } = person
  const cancelled = await cancelComing(tx, identity, now)
  await forgetTalks(tx, identity)
  await forgetLots(tx, ['identity', identity], { now })
  await forgetPersons(tx, ['identity', identity])
  return { outcome: 'erased', cancelled }
}

async function cancelComing(tx: Tx, identity: Buffer, now: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>({
    name: 'erase-cancel-coming',
    text: `
      WITH
        coming AS MATERIALIZED (
          SELECT id, slot_ids FROM appointment
          WHERE identity = $1 AND state = 'booked' AND starts_at > $2 AND ${isUntouched} ORDER BY id FOR UPDATE
        ),
        ended AS (
          UPDATE appointment SET state = 'cancelled_by_office', ended_at = clock_timestamp()
          FROM coming WHERE appointment.id = coming.id
        ),
        seat AS MATERIALIZED (SELECT unnest(slot_ids) AS id, count(*) AS booked FROM coming GROUP BY 1),
        locked AS MATERIALIZED (SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT id FROM seat)) ORDER BY id FOR UPDATE),
        freed AS (
          UPDATE slot SET booked = slot.booked - seat.booked FROM seat, locked
          WHERE slot.id = seat.id AND slot.id = locked.id
        )
      SELECT count(*) AS count FROM coming`,
    values: [identity, now],
  })
  return row?.count ?? 0
}

async function forgetTalks(tx: Tx, identity: Buffer): Promise<void> {
  await tx.query({
    name: 'erase-person-talks',
    text: `
      WITH
        talk AS MATERIALIZED (
          SELECT id, data_key_id FROM conversation
          WHERE id IN (SELECT conversation_id FROM appointment WHERE identity = $1) ORDER BY id FOR UPDATE
        ),
        emptied AS (
          -- Without a language no broadcast goes there.
          UPDATE conversation SET answers = NULL, data_key_id = NULL, language = NULL, last_open_at = NULL
          FROM talk WHERE conversation.id = talk.id
        ),
        texts AS (DELETE FROM message WHERE conversation_id IN (SELECT id FROM talk)),
        contacts AS (
          DELETE FROM data_key WHERE id IN (
            SELECT data_key_id FROM contact WHERE conversation_id IN (SELECT id FROM talk)
          )
        )
      DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM talk)`,
    values: [identity],
  })
}
