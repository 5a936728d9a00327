import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'
import { isUntouched, mayAct } from './access.ts'
import { type Appointment, appointmentColumns } from './appointment.ts'
import { newCheckInCode } from './code.ts'
import type { FreeTime } from './find-free.ts'
import { afterLostHold } from './lost-hold.ts'
import { rules } from './rules.ts'

export type Moving = { conversationId: string; holdId: string; code: string; now: Date }

export type Moved =
  | { outcome: 'moved'; appointment: Appointment }
  | { outcome: 'hold-expired'; alternatives: FreeTime[] }
  | { outcome: 'too-many-moves' }
  | { outcome: 'started' }
  | { outcome: 'not-found' }

/** Frees the old time and takes the held one, under the same code. A refusal keeps the old appointment as it is. */
export async function move(tx: Tx, moving: Moving): Promise<Moved> {
  for (let tries = 0; tries < 10; tries++) {
    const moved = await swap(tx, moving)
    if (moved) return { outcome: 'moved', appointment: moved }
    const refusal = await findReason(tx, moving)
    if (refusal === 'hold-expired') return { outcome: refusal, alternatives: await afterLostHold(tx, moving) }
    if (refusal) return { outcome: refusal }
    // Somebody else who may act on it has just moved it: once more, from where it stands now.
  }
  throw new Error('No move was possible although nothing speaks against it')
}

/**
 * One statement. The old row ends before the new one begins, which the person's unique index asks for. Old and new slots
 * are locked together in ascending order and changed together, because a slot may be in both.
 */
async function swap(tx: Tx, { conversationId, holdId, code, now }: Moving): Promise<Appointment | undefined> {
  const [moved] = await tx.query<Appointment>({
    name: 'move',
    text: `
      WITH
        mine AS MATERIALIZED (SELECT * FROM hold WHERE conversation_id = $1 AND id = $2 FOR UPDATE),
        live AS MATERIALIZED (SELECT * FROM mine WHERE expires_at > clock_timestamp()),
        former AS MATERIALIZED (
          SELECT appointment.* FROM appointment, live
          WHERE code = $3 AND state = 'booked' AND ${mayAct('$1')}
            AND appointment.starts_at > $4 AND ${isUntouched} AND moves - office_moves < $5
            AND appointment.department_id = live.department_id AND appointment.service_id = live.service_id
          FOR UPDATE OF appointment
        ),
        ended AS (
          UPDATE appointment SET state = 'moved', ended_at = clock_timestamp()
          FROM former WHERE appointment.id = former.id
          RETURNING appointment.*
        ),
        booked AS (
          INSERT INTO appointment (id, code, check_in_code, department_id, service_id, location_id, starts_at, ends_at,
            slot_ids, people, identity, applicant_id, conversation_id, channel, language, moves, office_moves, moved_from_id,
            booked_at)
          SELECT $6, ended.code, $7, live.department_id, live.service_id, live.location_id, live.starts_at, live.ends_at,
            live.slot_ids, people, identity, applicant_id, ended.conversation_id, channel, language, moves + 1, office_moves,
            ended.id, clock_timestamp()
          FROM ended, live
          RETURNING *
        ),
        used AS (DELETE FROM hold USING booked WHERE hold.id = $2),
        fresh AS (SELECT unnest(slot_ids) AS id FROM booked),
        left_behind AS (SELECT unnest(former.slot_ids) AS id FROM former, booked),
        locked AS MATERIALIZED (
          SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT id FROM fresh UNION ALL SELECT id FROM left_behind))
          ORDER BY id FOR UPDATE
        ),
        change AS MATERIALIZED (
          SELECT id, (id = ANY (ARRAY(SELECT id FROM fresh)))::int AS more,
            (id = ANY (ARRAY(SELECT id FROM left_behind)))::int AS less
          FROM locked
        ),
        seats AS (
          UPDATE slot SET held = held - more, booked = booked + more - less FROM change WHERE slot.id = change.id
        )
      SELECT ${appointmentColumns('booked')} FROM booked`,
    values: [conversationId, holdId, code, now, rules.moves, randomUUID(), newCheckInCode()],
  })
  return moved
}

type Reason = Exclude<Moved['outcome'], 'moved'>

/** Why nothing was moved; undefined when nothing speaks against it any more. */
async function findReason(tx: Tx, { conversationId, holdId, code, now }: Moving): Promise<Reason | undefined> {
  const [found] = await tx.query<{
    startsAt: Date
    isUntouched: boolean
    moves: number
    isLive: boolean
    fits: boolean
  }>({
    name: 'move-find-reason',
    text: `
      SELECT appointment.starts_at AS "startsAt", ${isUntouched} AS "isUntouched", moves - office_moves AS moves, coalesce(expires_at > clock_timestamp(), false) AS "isLive",
        coalesce(hold.department_id = appointment.department_id AND hold.service_id = appointment.service_id, true) AS fits
      FROM appointment LEFT JOIN hold ON hold.conversation_id = $1 AND hold.id = $2
      WHERE code = $3 AND state = 'booked' AND ${mayAct('$1')}`,
    values: [conversationId, holdId, code],
  })
  if (!found) return 'not-found'
  if (found.startsAt <= now || !found.isUntouched) return 'started'
  if (found.moves >= rules.moves) return 'too-many-moves'
  if (!found.isLive) return 'hold-expired'
  if (!found.fits)
    throw new Error('An appointment moves within its department and service, the hold is for another one')
  return undefined
}
