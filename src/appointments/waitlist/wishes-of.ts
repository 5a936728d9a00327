import type { Tx } from '#database.ts'

/** A wish that stands. `startsAt`: of the appointment that somebody wants to have earlier. */
export type StandingWish = {
  id: string
  departmentId: string
  serviceId: string | null
  locationId: string | null
  until: string | null
  noticeMinutes: number
  appointmentCode: string | null
  startsAt: Date | null
}

/** What a conversation waits for, the oldest first. */
export async function wishesOf(tx: Tx, { conversationId }: { conversationId: string }): Promise<StandingWish[]> {
  return tx.query<StandingWish>({
    name: 'wishes-of',
    text: `
      SELECT wish.id, wish.department_id AS "departmentId", coalesce(appointment.service_id, wish.service_id) AS "serviceId",
        wish.location_id AS "locationId", until, notice_minutes AS "noticeMinutes", appointment_code AS "appointmentCode",
        appointment.starts_at AS "startsAt"
      FROM subscription AS wish
      LEFT JOIN appointment ON appointment.code = appointment_code AND appointment.state = 'booked'
      WHERE wish.conversation_id = $1 AND wish.ended_at IS NULL ORDER BY wish.created_at, wish.id`,
    values: [conversationId],
  })
}
