import { randomUUID } from 'node:crypto'
import type { Tx } from '#database.ts'

/**
 * Without a location any will do. `until`: the last day "YYYY-MM-DD" that helps; `noticeMinutes`: how long before its start somebody
 * must know of a time. With `appointmentCode` an earlier time than that appointment's is wished for, and its service.
 */
export type Wish = {
  conversationId: string
  departmentId: string
  serviceId?: string | undefined
  locationId?: string | undefined
  until?: string | undefined
  noticeMinutes?: number | undefined
  appointmentCode?: string | undefined
  language?: string | undefined
}

/**
 * Puts somebody on the waitlist of a department. Again it changes the wish there is, which keeps its place; for the same appointment
 * it is one wish, whoever makes it.
 */
export async function subscribe(tx: Tx, wish: Wish): Promise<{ id: string }> {
  await tx.query({
    name: 'subscribe-elsewhere',
    text: `
      UPDATE subscription SET ended_at = now(), ended_why = 'changed'
      WHERE appointment_code = $1 AND ended_at IS NULL AND (conversation_id, department_id) IS DISTINCT FROM ($2, $3)`,
    values: [wish.appointmentCode ?? null, wish.conversationId, wish.departmentId],
  })
  const [subscription] = await tx.query<{ id: string }>({
    name: 'subscribe',
    text: `
      INSERT INTO subscription (id, conversation_id, department_id, service_id, location_id, until, notice_minutes,
        appointment_code, language)
      VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9)
      ON CONFLICT (conversation_id, department_id) WHERE ended_at IS NULL DO UPDATE
      SET service_id = excluded.service_id, location_id = excluded.location_id, until = excluded.until,
        notice_minutes = excluded.notice_minutes, appointment_code = excluded.appointment_code, language = excluded.language
      RETURNING id`,
    values: [
      randomUUID(),
      wish.conversationId,
      wish.departmentId,
      wish.serviceId ?? null,
      wish.locationId ?? null,
      wish.until ?? null,
      wish.noticeMinutes ?? usualNotice,
      wish.appointmentCode ?? null,
      wish.language ?? null,
    ],
  })
  if (!subscription) throw new Error('A subscription was neither found nor made')
  await wakeSeats(tx, wish)
  return subscription
}

/** A day. */
const usualNotice = 24 * 60

/** What nobody wanted until now is offered anew: the waitlist comes first for as long as a seat is not everybody's. */
export async function wakeSeats(tx: Tx, { departmentId }: { departmentId: string }): Promise<void> {
  await tx.query({
    name: 'wake-freed-seats',
    text: `
      UPDATE freed_seat SET next_at = NULL
      WHERE id = ANY (ARRAY(
        SELECT id FROM freed_seat
        WHERE department_id = $1 AND state = 'waiting' AND next_at IS NOT NULL ORDER BY id FOR UPDATE SKIP LOCKED
      ))`,
    values: [departmentId],
  })
}
