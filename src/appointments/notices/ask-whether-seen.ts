import type { Database } from '#database.ts'
import { addDays, localDay, localTime, startOfDay } from '../local-time.ts'
import { daysOff } from '../days-off.ts'
import { isWorkingDay } from '../working-days.ts'

/** Local times between which people are asked, and for how many days back it still makes sense. */
const hours = { from: '08:00', before: '20:00' }
const days = 7

/**
 * On the morning of a working day those are asked whether they were seen whose earlier visits nobody has recorded: each once,
 * however often and in however many processes this is done. Resolves to how many.
 */
export async function askWhetherSeen(db: Pick<Database, 'query'>, { now }: { now: Date }): Promise<number> {
  const today = localDay(now)
  const time = localTime(now)
  if (time < hours.from || time >= hours.before) return 0
  if (!isWorkingDay(today, await daysOff(db, { firstDay: today, lastDay: today }))) return 0
  const rows = await db.query({
    name: 'ask-whether-seen',
    text: `
      INSERT INTO notice (appointment_id, kind, due_at)
      SELECT id, 'whether_seen', $1 FROM appointment
      WHERE state = 'booked' AND attendance = 'unrecorded' AND conversation_id IS NOT NULL
        AND starts_at >= $2 AND starts_at < $3
        AND NOT EXISTS (SELECT FROM notice WHERE appointment_id = appointment.id AND kind = 'whether_seen')
      ON CONFLICT (appointment_id) WHERE kind = 'whether_seen' DO NOTHING
      RETURNING id`,
    values: [now, startOfDay(addDays(today, -days)), startOfDay(today)],
  })
  return rows.length
}
