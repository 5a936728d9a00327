import type { Database } from '#database.ts'

/**
 * Sums up what was counted since the last time, so that a report reads few rows. What has been summed up is taken away in the same
 * transaction: at every moment the two together are the counters. Twice at once one waits for the other; again it does nothing.
 */
export async function fold(db: Pick<Database, 'transaction'>): Promise<{ visits: number; talks: number }> {
  return db.transaction(async (tx) => {
    await tx.query({ name: 'fold-alone', text: 'LOCK TABLE visit_count IN SHARE ROW EXCLUSIVE MODE', values: [] })
    await tx.query({ name: 'fold-kinds', text: newKinds, values: [] })
    const [visits] = await tx.query<{ count: number }>({ name: 'fold-visits', text: foldVisits, values: [] })
    const [talks] = await tx.query<{ count: number }>({ name: 'fold-talks', text: foldTalks, values: [] })
    return { visits: visits?.count ?? 0, talks: talks?.count ?? 0 }
  })
}

const kind = [
  'department_id',
  'location_id',
  'service_id',
  'channel',
  'language',
  'state',
  'attendance',
  'source',
  'lead',
]

const newKinds = `
  INSERT INTO visit_kind (${kind.join(', ')})
  SELECT DISTINCT ${kind.join(', ')} FROM visit_change
  ON CONFLICT DO NOTHING`

/** A kind that came up since `newKinds` waits for the next time. */
const foldVisits = `
  WITH
    gone AS (
      DELETE FROM visit_change USING visit_kind
      WHERE ${kind.map((column) => `visit_change.${column} = visit_kind.${column}`).join(' AND ')}
      RETURNING day, visit_kind.id AS kind_id, change
    ),
    summed AS (
      INSERT INTO visit_count AS former (day, kind_id, count)
      SELECT day, kind_id, sum(change) FROM gone GROUP BY day, kind_id HAVING sum(change) <> 0
      ON CONFLICT (day, kind_id) DO UPDATE SET count = former.count + excluded.count
    )
  SELECT count(*) AS count FROM gone`

const foldTalks = `
  WITH
    gone AS (DELETE FROM talk_change RETURNING *),
    summed AS (
      INSERT INTO talk_count AS former (day, channel, language, task, step, asked, passed, unclear)
      SELECT day, channel, language, task, step, sum(asked), sum(passed), sum(unclear)
      FROM gone GROUP BY day, channel, language, task, step
      ON CONFLICT (day, channel, language, task, step) DO UPDATE SET asked = former.asked + excluded.asked,
        passed = former.passed + excluded.passed, unclear = former.unclear + excluded.unclear
    )
  SELECT count(*) AS count FROM gone`
