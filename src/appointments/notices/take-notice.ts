import type { Tx } from '#database.ts'
import { dayOf } from '../attendance/act-on.ts'
import { type Visit, visitColumns } from '../attendance/visit.ts'
import type { NoticeKind } from './find-due.ts'
import { toldIn } from './told-in.ts'

/**
 * A notice that is told now. `known` is the appointment as the person knows it; `isAgain`: they were called before. Some make no
 * sense any more after `until`.
 */
export type TakenNotice = {
  kind: NoticeKind
  appointment: Visit
  known: { startsAt: Date }
  isAgain: boolean
  until: Date | undefined
}

/**
 * Takes a notice to tell it in this conversation, once: whoever tells it, takes it back or erases the person meets here, at
 * its row. Undefined when there is nothing to tell: it was told or taken back, or it is not true any more, which ends it.
 */
export async function takeNotice(
  tx: Tx,
  { noticeId, conversationId, now }: { noticeId: string; conversationId: string; now: Date },
): Promise<TakenNotice | undefined> {
  const [taken] = await tx.query<Visit & { kind: NoticeKind; knownStartsAt: Date; isAgain: boolean; isTrue: boolean }>({
    name: 'take-notice',
    text: `
      WITH RECURSIVE
        mine AS MATERIALIZED (
          SELECT notice.* FROM notice JOIN appointment ON appointment.id = appointment_id
          WHERE notice.id = $1 AND ${toldIn} = $2 AND outcome IS NULL
          FOR UPDATE OF notice
        ),
        ${heardOf},
        judged AS (
          SELECT mine.id AS notice_id, kind, known.starts_at AS known_starts_at, appointment.*, ${isTrue} AS is_true,
            EXISTS (
              SELECT FROM notice AS earlier
              WHERE earlier.appointment_id = mine.appointment_id AND earlier.kind = 'called' AND earlier.outcome = 'told'
            ) AS is_again
          FROM mine JOIN appointment ON appointment.id = appointment_id
          CROSS JOIN (SELECT * FROM heard_of ORDER BY depth DESC LIMIT 1) AS known
        ),
        ended AS (
          UPDATE notice
          SET outcome = CASE WHEN is_true THEN 'told' ELSE 'over' END::notice_outcome, claimed_at = $3,
            told_at = CASE WHEN is_true THEN $3::timestamptz END
          FROM judged WHERE notice.id = notice_id
        )
      SELECT ${visitColumns('judged')}, kind, known_starts_at AS "knownStartsAt", is_again AS "isAgain", is_true AS "isTrue"
      FROM judged`,
    values: [noticeId, conversationId, now, dayOf(now).from, callMinutes],
  })
  if (!taken?.isTrue) return undefined
  const { kind, knownStartsAt, isAgain, isTrue: _true, ...appointment } = taken
  return { kind, appointment, known: { startsAt: knownStartsAt }, isAgain, until: untilOf(kind, appointment) }
}

/** What the office did with an appointment is told whenever it can be. */
function untilOf(kind: NoticeKind, { startsAt, calledAt }: Visit): Date | undefined {
  if (kind === 'called' && calledAt) return new Date(calledAt.getTime() + callMinutes * 60_000)
  return kind === 'reminder' ? startsAt : undefined
}

/** Whoever was called so long ago and still hears of it runs to a door where nobody waits. */
const callMinutes = 15

/** Back through the moves that nobody was told of: the last of them is where the person believes the appointment to be. */
const heardOf = `
        heard_of AS (
          SELECT appointment.id, moved_from_id, starts_at, location_id, 0 AS depth
          FROM appointment JOIN mine ON appointment.id = mine.appointment_id
          UNION ALL
          SELECT former.id, former.moved_from_id, former.starts_at, former.location_id, depth + 1
          FROM heard_of JOIN appointment AS former ON former.id = heard_of.moved_from_id
          WHERE EXISTS (
            SELECT FROM notice
            WHERE notice.appointment_id = heard_of.id AND notice.kind = 'moved' AND notice.outcome IS DISTINCT FROM 'told'
          )
        )`

const isTrue = `
  CASE kind
    WHEN 'called' THEN state = 'booked' AND presence = 'called' AND called_at = due_at
      AND due_at > $3::timestamptz - $5 * interval '1 minute'
    WHEN 'moved' THEN state = 'booked' AND appointment.starts_at > $3
      AND (known.starts_at, known.location_id) IS DISTINCT FROM (appointment.starts_at, appointment.location_id)
    WHEN 'cancelled' THEN state = 'cancelled_by_office' AND known.starts_at >= $4
    WHEN 'reminder' THEN state = 'booked' AND presence = 'expected' AND appointment.starts_at > $3
    WHEN 'whether_seen' THEN state = 'booked' AND attendance = 'unrecorded' AND NOT EXISTS (
      SELECT FROM attendance_record AS said
      WHERE said.appointment_id = appointment.id
        AND said.what IN ('says_seen', 'says_office_cancelled', 'says_could_not_come')
    )
  END`
