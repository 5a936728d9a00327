import type { Tx } from '#database.ts'
import { releaseMoment } from './offer-places.ts'

/** Calls a draw off before its lots are drawn: everybody in it is told, and its times become public the next morning. */
export async function cancelDraw(
  tx: Tx,
  { drawId, now }: { drawId: string; now: Date },
): Promise<{ outcome: 'cancelled'; lots: number } | { outcome: 'already' }> {
  const [row] = await tx.query<{ lots: number }>({
    name: 'cancel-draw',
    text: `
      WITH
        called_off AS (
          UPDATE draw SET cancelled_at = $2 WHERE id = $1 AND drawn_at IS NULL AND cancelled_at IS NULL RETURNING id, slot_ids
        ),
        former AS MATERIALIZED (
          SELECT lot.id, data_key_id FROM lot JOIN called_off ON draw_id = called_off.id WHERE state = 'entered'
        ),
        ended AS (
          UPDATE lot SET state = 'withdrawn', identity = NULL, name = NULL, date_of_birth = NULL, data_key_id = NULL,
            news = 'cancelled'
          FROM former WHERE lot.id = former.id
        ),
        keys AS (DELETE FROM data_key WHERE id IN (SELECT data_key_id FROM former)),
        locked AS MATERIALIZED (
          SELECT slot.id FROM slot
          WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM called_off)) AND public_from = starts_at ORDER BY id FOR UPDATE
        ),
        released AS (UPDATE slot SET public_from = $3 FROM locked WHERE slot.id = locked.id)
      SELECT (SELECT count(*) FROM former)::int AS lots FROM called_off`,
    values: [drawId, now, releaseMoment(now)],
  })
  return row ? { outcome: 'cancelled', lots: row.lots } : { outcome: 'already' }
}
