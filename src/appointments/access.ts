/** SQL: whether the conversation may act on the row of `appointment`: it booked it, or opened it with code and date of birth. */
export function mayAct(conversationId: string): string {
  return `(
    appointment.conversation_id = ${conversationId}
    OR EXISTS (
      SELECT FROM appointment_access AS access
      WHERE access.conversation_id = ${conversationId} AND access.code = appointment.code
    )
  )`
}

/** SQL: whether nobody has called the visit of the row of `appointment` in yet, even before its time. */
export const isUntouched = "appointment.presence IN ('expected', 'arrived')"
