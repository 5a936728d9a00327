/**
 * SQL: the conversation in which the person of the row `appointment` is told something: where they went on last and can still be
 * written to, else where they booked. A helper who opened it with its code is not told.
 */
export const toldIn = `coalesce(
  (
    SELECT access.conversation_id FROM appointment_access AS access
    JOIN conversation AS other ON other.id = access.conversation_id AND other.reachable
    WHERE access.code = appointment.code AND went_on_at IS NOT NULL AND appointment.conversation_id IS NOT NULL
    ORDER BY went_on_at DESC LIMIT 1
  ),
  appointment.conversation_id
)`
