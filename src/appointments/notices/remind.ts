import type { Database } from '#database.ts'
import { rules } from '../rules.ts'

/**
 * Writes a notice for every reminder whose time has come: each once per appointment, however often and in however many
 * processes this is done. A time that passed before the booking, or before a move, is left out; of several that passed unseen
 * only the last is written. Resolves to how many.
 */
export async function remind(
  db: Pick<Database, 'query'>,
  { now, hours = rules.reminderHours }: { now: Date; hours?: readonly number[] },
): Promise<number> {
  const rows = await db.query({
    name: 'remind',
    text: `
      INSERT INTO notice (appointment_id, kind, hours_before, due_at)
      SELECT DISTINCT ON (appointment.id) appointment.id, 'reminder', hours, $1
      FROM appointment CROSS JOIN unnest($2::smallint[]) AS wanted (hours)
      WHERE state = 'booked' AND presence = 'expected' AND conversation_id IS NOT NULL
        AND starts_at > $1 AND starts_at <= $1::timestamptz + $3 * interval '1 hour'
        AND starts_at - hours * interval '1 hour' BETWEEN booked_at AND $1
        AND NOT EXISTS (
          SELECT FROM notice
          WHERE appointment_id = appointment.id AND kind = 'reminder' AND hours_before <= hours
        )
      ORDER BY appointment.id, hours
      ON CONFLICT (appointment_id, hours_before) DO NOTHING
      RETURNING id`,
    values: [now, hours, Math.max(0, ...hours)],
  })
  return rows.length
}
