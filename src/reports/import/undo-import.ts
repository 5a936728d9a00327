import type { Database } from '#database.ts'

/** Rows per transaction. */
const batchRows = 10_000

export type Undone = { outcome: 'undone'; rows: number } | { outcome: 'unknown' } | { outcome: 'undone-before' }

/**
 * Takes out what an import brought, and nothing else; an import that still runs stops. The same file can be imported again. A row
 * that a second file had too belongs to the import that came first, and goes with it.
 */
export async function undoImport(
  database: Pick<Database, 'transaction'>,
  { id, now }: { id: string; now: Date },
): Promise<Undone> {
  const begun = await database.transaction((tx) =>
    tx.query<{ undoneAt: Date | null }>({
      name: 'undo-import-begin',
      text: `UPDATE import SET finished_at = coalesce(finished_at, $2) WHERE id = $1 RETURNING undone_at AS "undoneAt"`,
      values: [id, now],
    }),
  )
  if (begun[0] === undefined) return { outcome: 'unknown' }
  if (begun[0].undoneAt !== null) return { outcome: 'undone-before' }
  for (let rows = 0; ;) {
    const [removed] = await database.transaction((tx) =>
      tx.query<{ count: number; left: number }>({ name: 'undo-import-rows', text, values: [id, batchRows] }),
    )
    rows += removed?.count ?? 0
    if ((removed?.left ?? 0) > 0) continue
    const ended = await database.transaction((tx) =>
      tx.query({
        name: 'undo-import-end',
        text: `UPDATE import SET undone_at = $2 WHERE id = $1 AND rows = 0 AND undone_at IS NULL RETURNING id`,
        values: [id, now],
      }),
    )
    return ended.length === 0 ? { outcome: 'undone-before' } : { outcome: 'undone', rows }
  }
}

/** The import's row is locked first, so that two who undo it at once take turns. */
const text = `
  WITH
    import AS MATERIALIZED (SELECT id FROM import WHERE id = $1 FOR UPDATE),
    gone AS (
      DELETE FROM imported_visit WHERE (origin, number) IN (
        SELECT origin, number FROM imported_visit WHERE import_id IN (SELECT id FROM import) LIMIT $2
      ) RETURNING 1
    ),
    counted AS (SELECT count(*)::int AS count FROM gone)
  UPDATE import AS counter SET rows = rows - count FROM counted WHERE counter.id = $1 RETURNING count, rows AS left`
