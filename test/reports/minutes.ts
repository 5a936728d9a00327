import { randomUUID } from 'node:crypto'
import type { Database } from '#database.ts'

/** The committee's period. */
export const minutes = { from: '2023-10-16', to: '2024-02-26' }

/** Visits as the minutes count them: 2,840 and 3,923 of the calendar, 405 and 515 of them not come, and 307 of the tool for Ukraine. */
export async function bringMinutes({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  const id = randomUUID()
  await prisma.import.create({ data: { id, fileName: 'minutes', origin: 'minutes', at: new Date() } })
  await prisma.$executeRaw`
    INSERT INTO imported_visit (origin, number, import_id, department_id, location_id, service, language, starts_at, minutes, state,
      attendance, source)
    SELECT 'minutes', department || n, ${id}::uuid, department, CASE n % 2 WHEN 0 THEN 'neuss' ELSE 'grevenbroich' END,
      department || ' ' || n % 4, (ARRAY['de', 'ar', 'uk', 'tr'])[n % 4 + 1],
      timestamptz '2023-10-16 08:00 Europe/Berlin' + n % 134 * interval '1 day', 20, 'booked',
      CASE WHEN n <= absent THEN 'no_show' ELSE 'attended' END::attendance,
      CASE WHEN n <= absent THEN 'legacy_timer_or_click' ELSE 'clerk' END::attendance_source
    FROM (VALUES ('asylum', 2840, 405), ('general', 3923, 515), ('ukraine', 307, 0)) AS share (department, visits, absent),
      generate_series(1, visits) AS n`
}
