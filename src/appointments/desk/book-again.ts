import type { Tx } from '#database.ts'
import { takeBack } from '../waitlist/take-back.ts'

/** What the office cancelled is booked as before, unless the person has another appointment meanwhile, or the seat is somebody else's. */
export async function bookAgain(
  tx: Tx,
  { appointmentId, now }: { appointmentId: string; now: Date },
): Promise<boolean> {
  // A refusal leaves the seat with the waitlist.
  const [former] = await tx.query({
    name: 'book-again-lock',
    text: `SELECT FROM appointment WHERE ${isTheirs} FOR UPDATE`,
    values: [appointmentId],
  })
  if (!former) return false
  await takeBack(tx, { appointmentId, now })
  const rows = await tx.query({
    name: 'book-again',
    text: `
      WITH
        former AS MATERIALIZED (
          SELECT * FROM appointment WHERE ${isTheirs} FOR UPDATE
        ),
        locked AS MATERIALIZED (
          SELECT id, booked, held, capacity FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM former))
          ORDER BY id FOR UPDATE
        ),
        back AS (
          UPDATE appointment SET state = 'booked', ended_at = NULL FROM former
          WHERE appointment.id = former.id AND NOT EXISTS (SELECT FROM locked WHERE booked + held >= capacity)
          RETURNING appointment.id
        ),
        seats AS (
          UPDATE slot SET booked = locked.booked + 1, held = locked.held, capacity = locked.capacity
          FROM locked, back WHERE slot.id = locked.id
        )
      SELECT id FROM back`,
    values: [appointmentId],
  })
  return rows.length > 0
}

const isTheirs = `
  id = $1 AND state = 'cancelled_by_office' AND NOT EXISTS (
    SELECT FROM appointment AS other
    WHERE other.identity = appointment.identity AND other.department_id = appointment.department_id
      AND other.state = 'booked' AND other.active
  )`
