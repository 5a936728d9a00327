import type { Database } from '#database.ts'

/** Days "YYYY-MM-DD" on which the office as a whole does not work, besides weekends and public holidays. */
export type DaysOff = ReadonlySet<string>

/** The days from `firstDay` to `lastDay` on which every department is closed at every location. */
export async function daysOff(
  db: Pick<Database, 'query'>,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<DaysOff> {
  const rows = await db.query<{ day: string }>({
    name: 'days-off',
    text: `
      SELECT DISTINCT to_char(day, 'YYYY-MM-DD') AS day
      FROM closure, generate_series(
        greatest(first_day, $1::date)::timestamp, least(last_day, $2::date)::timestamp, interval '1 day'
      ) AS day
      WHERE department_id IS NULL AND location_id IS NULL`,
    values: [firstDay, lastDay],
  })
  return new Set(rows.map(({ day }) => day))
}
