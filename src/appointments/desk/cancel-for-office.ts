import type { Tx } from '#database.ts'
import { type Appointment, appointmentColumns } from '../appointment.ts'
import type { Telling } from './move-for-office.ts'

/** `tell`: the applicant hears of it. `by` the applicant: the office only does it for them. */
export type OfficeCancelling = { appointmentId: string; by: 'office' | 'applicant'; tell?: Telling | undefined }

/** Ends an appointment, whatever is known of it, and gives its time back; undefined when it is not booked. */
export async function cancelForOffice(
  tx: Tx,
  { appointmentId, by, tell }: OfficeCancelling,
): Promise<Appointment | undefined> {
  const [cancelled] = await tx.query<Appointment>({
    name: 'cancel-for-office',
    text: `
      WITH
        ended AS (
          UPDATE appointment SET state = $2, ended_at = clock_timestamp()
          WHERE id = $1 AND state = 'booked'
          RETURNING *
        ),
        locked AS MATERIALIZED (
          SELECT id FROM slot WHERE id = ANY (ARRAY(SELECT unnest(slot_ids) FROM ended)) ORDER BY id FOR UPDATE
        ),
        seats AS (UPDATE slot SET booked = booked - 1 FROM locked WHERE slot.id = locked.id),
        told AS (
          INSERT INTO notice (appointment_id, kind, due_at, closing_id)
          SELECT id, 'cancelled', $3, $4 FROM ended WHERE $3::timestamptz IS NOT NULL
        )
      SELECT ${appointmentColumns('ended')} FROM ended`,
    values: [appointmentId, `cancelled_by_${by}`, tell?.dueAt ?? null, tell?.closingId ?? null],
  })
  return cancelled
}
