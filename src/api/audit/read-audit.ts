import { readCode } from '#appointments/code.ts'
import { addDays, startOfDay } from '#appointments/local-time.ts'
import type { Database } from '#database.ts'

export type AuditEntry = {
  id: number
  at: Date
  deed: string
  subject: string | null
  facts: Record<string, unknown>
  by: string | null
  byKind: 'staff' | 'api-key' | 'device' | 'nobody'
}

/** `subject` is an id, or the code of an appointment; days are local and both count. */
export type Wanted = {
  before?: number | undefined
  staffId?: string | undefined
  deed?: string | undefined
  subject?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit: number
}

/**
 * What was done, the latest first. `by` is the name of today: the log itself has ids. Of an appointment it is also what was done to
 * it under another id, before it was moved, and who has seen it among others.
 */
export async function readAudit(db: Pick<Database, 'query'>, wanted: Wanted): Promise<AuditEntry[]> {
  const { before = null, staffId = null, deed = null, subject, from, to, limit } = wanted
  const code = subject === undefined ? undefined : readCode(subject)
  return db.query<AuditEntry>({
    name: 'read-audit',
    text: `
      WITH meant AS (
        SELECT array_agg(id) AS ids FROM (
          SELECT $5::text AS id WHERE $5 IS NOT NULL
          UNION ALL SELECT id::text FROM appointment WHERE code = $6
        ) AS each
      )
      SELECT a.id, a.at, a.deed, a.subject, a.facts, coalesce(m.name, k.name, d.name) AS by,
             CASE WHEN a.staff_id IS NOT NULL THEN 'staff' WHEN a.api_key_id IS NOT NULL THEN 'api-key'
                  WHEN a.facts ? 'device' THEN 'device' ELSE 'nobody' END AS "byKind"
      FROM audit_entry a CROSS JOIN meant
      LEFT JOIN staff m ON m.id = a.staff_id
      LEFT JOIN api_key k ON k.id = a.api_key_id
      LEFT JOIN device d ON d.id::text = a.facts ->> 'device'
      WHERE ($1::bigint IS NULL OR a.id < $1) AND ($2::uuid IS NULL OR a.staff_id = $2) AND ($3::text IS NULL OR a.deed = $3)
        AND (meant.ids IS NULL OR a.subject = ANY (meant.ids) OR a.facts -> 'seen' ?| meant.ids)
        AND ($7::timestamptz IS NULL OR a.at >= $7) AND ($8::timestamptz IS NULL OR a.at < $8)
      ORDER BY a.id DESC LIMIT $4`,
    values: [
      before,
      staffId,
      deed,
      limit,
      subject ?? null,
      code ?? null,
      from === undefined ? null : startOfDay(from),
      to === undefined ? null : startOfDay(addDays(to, 1)),
    ],
  })
}
