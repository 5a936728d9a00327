import type { Database } from '#database.ts'
import { type AttendanceRecord, replay } from './replay.ts'
import type { Standing } from './visit.ts'

/** Ids of visits that stand otherwise than their records, one after the other, say. Each page is one statement, of one moment. */
export async function visitsOutOfStep(db: Pick<Database, 'query'>): Promise<string[]> {
  const found: string[] = []
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await readPage(db, last)
    const next = page.at(-1)?.id
    if (next === undefined) return found
    found.push(...page.filter(isOutOfStep).map(({ id }) => id))
    last = next
  }
}

type Recorded = { id: string; standing: Standing; records: AttendanceRecord[] }

function isOutOfStep({ standing, records }: Recorded): boolean {
  const replayed = replay(records)
  return columns.some((column) => JSON.stringify(standing[column]) !== JSON.stringify(replayed[column]))
}

const columns = ['presence', 'attendance', 'source', 'arrivedAt', 'calledAt', 'calledBy', 'room'] as const

async function readPage(db: Pick<Database, 'query'>, after: string): Promise<Recorded[]> {
  const rows = await db.query<
    Standing & { id: string } & { [Key in keyof AttendanceRecord as `its${Key}`]: AttendanceRecord[Key] }
  >({
    name: 'visits-out-of-step',
    text: `
      SELECT appointment.id, presence, attendance, appointment.source, arrived_at AS "arrivedAt", called_at AS "calledAt",
        called_by AS "calledBy", appointment.room, record.what AS itswhat, record.source AS itssource,
        record.staff_id AS "itsstaffId", record.room AS itsroom, record.at AS itsat
      FROM (
        SELECT DISTINCT appointment_id FROM attendance_record WHERE appointment_id > $1 ORDER BY appointment_id LIMIT 500
      ) AS page
      JOIN appointment ON appointment.id = page.appointment_id
      JOIN attendance_record AS record ON record.appointment_id = page.appointment_id
      ORDER BY appointment.id, record.id`,
    values: [after],
  })
  const visits = Map.groupBy(rows, ({ id }) => id)
  return [...visits].flatMap(([id, [standing, ...others]]) => {
    if (!standing) return []
    const records = [standing, ...others].map((row) => ({
      what: row.itswhat,
      source: row.itssource,
      staffId: row.itsstaffId,
      room: row.itsroom,
      at: row.itsat,
    }))
    return [{ id, standing, records }]
  })
}
