import type { Tx } from '#database.ts'
import { type Appointment, appointmentColumns } from './appointment.ts'

/** `isOwn`: booked by the conversation itself, not opened by it. */
export type Upcoming = Appointment & { isOwn: boolean }

/** What is still to come for a conversation: booked by it, or opened by it with the code and the date of birth. */
export async function appointmentsOf(
  tx: Tx,
  { conversationId, now }: { conversationId: string; now: Date },
): Promise<Upcoming[]> {
  return tx.query<Upcoming>({
    name: 'appointments-of',
    text: `
      SELECT ${appointmentColumns('appointment')}, conversation_id IS NOT DISTINCT FROM $1 AS "isOwn" FROM appointment
      WHERE state = 'booked' AND starts_at > $2 AND (
        conversation_id = $1 OR code IN (SELECT code FROM appointment_access WHERE conversation_id = $1)
      )
      ORDER BY starts_at, booked_at, id`,
    values: [conversationId, now],
  })
}
