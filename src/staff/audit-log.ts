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

export type Wanted = {
  before?: number | undefined
  staffId?: string | undefined
  deed?: string | undefined
  limit: number
}

/** What was done, the latest first. `by` is the name of today: the log itself has ids. */
export async function readAudit(db: Pick<Database, 'query'>, wanted: Wanted): Promise<AuditEntry[]> {
  const { before = null, staffId = null, deed = null, limit } = wanted
  return db.query<AuditEntry>({
    name: 'read-audit',
    text: `
      SELECT a.id, a.at, a.deed, a.subject, a.facts, coalesce(m.name, k.name, d.name) AS by,
             CASE WHEN a.staff_id IS NOT NULL THEN 'staff' WHEN a.api_key_id IS NOT NULL THEN 'api-key'
                  WHEN a.facts ? 'device' THEN 'device' ELSE 'nobody' END AS "byKind"
      FROM audit_entry a
      LEFT JOIN staff m ON m.id = a.staff_id
      LEFT JOIN api_key k ON k.id = a.api_key_id
      LEFT JOIN device d ON d.id::text = a.facts ->> 'device'
      WHERE ($1::bigint IS NULL OR a.id < $1) AND ($2::uuid IS NULL OR a.staff_id = $2) AND ($3::text IS NULL OR a.deed = $3)
      ORDER BY a.id DESC LIMIT $4`,
    values: [before, staffId, deed, limit],
  })
}
