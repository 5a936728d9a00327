import type { DeskLanguage } from '#desk-texts.ts'
import type { Database } from '#database.ts'
import type { Office } from '#appointments/office.ts'
import type { AuditEntry } from './read-audit.ts'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

type Parts = { database: Pick<Database, 'query'>; office: Office; language: DeskLanguage }

/**
 * What the ids in entries are called today: an appointment by its code, a member, key or device by its name, a webhook by its address, a
 * freed time or a draw by its instant. Whatever is no more has no name, and whatever has none an empty one.
 */
export async function nameIds(
  { database, office, language }: Parts,
  entries: readonly AuditEntry[],
): Promise<Record<string, string>> {
  const ids = new Set(entries.flatMap(({ subject, facts }) => [subject, ...Object.values(facts).flat()].map(String)))
  const rows = await database.query<{ id: string; name: string }>({
    name: 'name-audited',
    text: `
      WITH wanted AS (SELECT unnest($1::uuid[]) AS id)
      SELECT id, left(code, 4) || '-' || substr(code, 5) AS name FROM appointment JOIN wanted USING (id)
      UNION ALL SELECT id, name FROM staff JOIN wanted USING (id)
      UNION ALL SELECT id, name FROM api_key JOIN wanted USING (id)
      UNION ALL SELECT id, name FROM device JOIN wanted USING (id)
      UNION ALL SELECT id, url FROM webhook JOIN wanted USING (id)
      UNION ALL SELECT wanted.id, url FROM webhook_delivery d JOIN wanted USING (id) JOIN webhook w ON w.id = d.webhook_id
      UNION ALL SELECT id, title FROM broadcast JOIN wanted USING (id)
      UNION ALL SELECT id, file_name FROM import JOIN wanted USING (id)
      UNION ALL SELECT id, ${instant('from_at')} FROM closing JOIN wanted USING (id)
      UNION ALL SELECT id, ${instant('draws_at')} FROM draw JOIN wanted USING (id)
      UNION ALL SELECT id, ${instant('starts_at')} FROM freed_seat JOIN wanted USING (id)
      UNION ALL SELECT wanted.id, ${instant('starts_at')} FROM offer o JOIN wanted USING (id) JOIN freed_seat f ON f.id = o.freed_seat_id
      UNION ALL SELECT id, coalesce(left(appointment_code, 4) || '-' || substr(appointment_code, 5), '')
        FROM subscription JOIN wanted USING (id)`,
    values: [[...ids].filter((id) => uuid.test(id))],
  })
  const rooms = await database.query<{ id: string; name: string }>({
    name: 'name-audited-rooms',
    text: `SELECT 'room:' || id AS id, name FROM room WHERE 'room:' || id = ANY ($1)`,
    values: [[...ids]],
  })
  const places = [...office.departments, ...office.departments.flatMap(({ services }) => services), ...office.locations]
    .filter(({ id }) => ids.has(id))
    .map(({ id, name }) => ({ id, name: name[language] ?? name.de }))
  return Object.fromEntries([...rows, ...rooms, ...places].map(({ id, name }) => [id, name]))
}

/** As JSON writes it. */
function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
}
