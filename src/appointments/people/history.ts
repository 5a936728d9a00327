import type { Tx } from '#database.ts'
import type { AttendanceRecord } from '../attendance/replay.ts'
import type { NoticeKind } from '../notices/find-due.ts'
import { toldIn } from '../notices/told-in.ts'

/** One thing that became known of a visit. `by` is the clerk's name. */
export type Happened = Pick<AttendanceRecord, 'what' | 'source' | 'room' | 'at'> & {
  appointmentId: string
  by: string | null
}

/**
 * Something the office had to say, what became of it (null: it waits), and when it was said. `ways`: the chat's channel, and what else
 * it was sent by.
 */
export type Told = {
  appointmentId: string
  kind: NoticeKind
  outcome: 'told' | 'nobody' | 'unreachable' | 'over' | 'failed' | null
  dueAt: Date
  toldAt: Date | null
  ways: ('webchat' | 'telegram' | 'email' | 'push')[]
}

/** What became known of these visits, and what their applicants were told, both in order. */
export async function historyOf(
  tx: Tx,
  appointmentIds: readonly string[],
): Promise<{ happened: Happened[]; told: Told[] }> {
  const happened = await tx.query<Happened>({
    name: 'history-of',
    text: `
      SELECT appointment_id AS "appointmentId", what, source, room, at, staff.name AS by
      FROM attendance_record AS record LEFT JOIN staff ON staff.id = record.staff_id
      WHERE appointment_id = ANY ($1) ORDER BY record.id`,
    values: [appointmentIds],
  })
  const told = await tx.query<Told>({
    name: 'told-of',
    text: `
      SELECT appointment_id AS "appointmentId", kind, due_at AS "dueAt", told_at AS "toldAt",
        -- Told is what stands in the chat: whether it arrived there the message knows, as long as it is kept.
        CASE WHEN outcome = 'told' AND status IN ('failed', 'unreachable') THEN status::text
             WHEN outcome = 'told' AND status IN ('queued', 'sending') THEN NULL
             ELSE outcome::text END AS outcome,
        array_remove(
          CASE WHEN outcome = 'told' THEN ARRAY[conversation.channel] END || ARRAY(
            SELECT DISTINCT contact.kind::text FROM contact_delivery AS sent JOIN contact ON contact.id = sent.contact_id
            WHERE sent.notice_id = notice.id AND sent.outcome = 'sent' ORDER BY 1
          ), NULL
        ) AS ways
      FROM notice JOIN appointment ON appointment.id = appointment_id
      LEFT JOIN conversation ON conversation.id = ${toldIn}
      LEFT JOIN LATERAL (
        SELECT status FROM message WHERE conversation_id = conversation.id AND notice_id = notice.id
        ORDER BY sequence LIMIT 1
      ) AS said ON true
      WHERE appointment_id = ANY ($1) ORDER BY due_at, notice.id`,
    values: [appointmentIds],
  })
  return { happened, told }
}
