import { startOfDay, addDays } from '#appointments/local-time.ts'
import { canBeTold } from '#appointments/notices/can-be-told.ts'
import { toldIn } from '#appointments/notices/told-in.ts'
import type { Tx } from '#database.ts'
import { ChannelName } from '#message.ts'
import { Language } from '#texts.ts'
import type { Audience } from './broadcast.ts'

/** So many people in a language; of them `told` hear of it as things stand: the others want nothing or can't be reached. */
export type Crowd = { language: Language; people: number; told: number }

/** Whom it would reach now. */
export async function countAudience(tx: Tx, { audience, now }: { audience: Audience; now: Date }): Promise<Crowd[]> {
  return tx.query<Crowd>({
    name: 'count-audience',
    text: `SELECT language, count(*) AS people, count(*) FILTER (WHERE ${canBeTold('$1')}) AS told
           FROM conversation WHERE ${isAddressed} GROUP BY language ORDER BY count(*) DESC, language`,
    values: valuesOf(audience, now),
  })
}

/**
 * The audience as it is now becomes its recipients, in the order of a lot that nobody can guess. Whoever can't be told is among
 * them, so that the report adds up. Resolves to how many.
 */
export async function freezeAudience(
  tx: Tx,
  { broadcastId, audience, now }: { broadcastId: string; audience: Audience; now: Date },
): Promise<number> {
  const [row] = await tx.query<{ people: number }>({
    name: 'freeze-audience',
    text: `
      WITH recipient AS (
        INSERT INTO broadcast_recipient (broadcast_id, conversation_id, channel, language, state, ended_at)
        SELECT $9, id, channel, language, state::recipient_state, CASE WHEN state <> 'queued' THEN clock_timestamp() END
        FROM (
          SELECT id, channel, language,
            CASE WHEN ${canBeTold('$1')} THEN 'queued' WHEN notices_off_at IS NOT NULL THEN 'opted_out' ELSE 'unreachable' END AS state
          FROM conversation WHERE ${isAddressed}
          ORDER BY random()
        ) AS addressed
        RETURNING 1
      )
      SELECT count(*) AS people FROM recipient`,
    values: [...valuesOf(audience, now), broadcastId],
  })
  return row?.people ?? 0
}

function valuesOf({ group, after, ...narrowed }: Audience, now: Date): unknown[] {
  const { departmentIds, serviceIds, locationIds, languages, channels } = narrowed
  return [
    now,
    group,
    languages ?? Language.options,
    channels ?? ChannelName.options,
    departmentIds ?? null,
    serviceIds ?? null,
    locationIds ?? null,
    after === undefined ? now : startOfDay(addDays(after, 1)),
  ]
}

const isThere = `
  ($5::text[] IS NULL OR department_id = ANY ($5)) AND ($6::text[] IS NULL OR service_id = ANY ($6))
  AND ($7::text[] IS NULL OR location_id = ANY ($7))`

/** Whoever waits for any service or place waits for this one too. */
const isWishedThere = `
  ($5::text[] IS NULL OR department_id = ANY ($5)) AND ($6::text[] IS NULL OR service_id IS NULL OR service_id = ANY ($6))
  AND ($7::text[] IS NULL OR location_id IS NULL OR location_id = ANY ($7))`

/** Of a person with appointments in several conversations one is told; whoever was erased has no language. */
const isAddressed = `
  language = ANY ($3::text[]) AND channel = ANY ($4::text[]) AND CASE $2
    WHEN 'later' THEN id IN (
      SELECT DISTINCT ON (coalesce(identity, uuid_send(appointment.id))) ${toldIn}
      FROM appointment
      WHERE state = 'booked' AND active AND starts_at >= greatest($8::timestamptz, $1::timestamptz) AND ${isThere}
      ORDER BY coalesce(identity, uuid_send(appointment.id)), starts_at
    )
    WHEN 'waiting' THEN id IN (
      SELECT conversation_id FROM subscription
      WHERE conversation_id IS NOT NULL AND ended_at IS NULL
        AND (until IS NULL OR until >= ($1::timestamptz AT TIME ZONE 'Europe/Berlin')::date) AND ${isWishedThere}
    )
    ELSE coalesce($5, $6, $7) IS NULL OR id IN (
      SELECT conversation_id FROM appointment WHERE conversation_id IS NOT NULL AND ${isThere}
      UNION ALL
      SELECT conversation_id FROM subscription WHERE conversation_id IS NOT NULL AND ended_at IS NULL AND ${isWishedThere}
    )
  END`
