import type { Database } from '#database.ts'

/** So many rows at a time: the lock is short, and no statement runs for long. */
const portion = 50_000

/**
 * Sums up what was counted since the last time, so that a report reads few rows. What has been summed up is taken away in the same
 * transaction: at every moment the two together are the counters. Twice at once one waits for the other; again it does nothing.
 */
export async function fold(db: Pick<Database, 'transaction'>): Promise<{ visits: number; talks: number }> {
  let visits = 0
  for (;;) {
    const summed = await db.transaction(async (tx) => {
      await tx.query({ name: 'fold-alone', text: 'LOCK TABLE visit_count IN SHARE ROW EXCLUSIVE MODE', values: [] })
      await tx.query({ name: 'fold-kinds', text: newKinds, values: [] })
      const [summed] = await tx.query<{ count: number }>({ name: 'fold-visits', text: foldVisits, values: [] })
      return summed?.count ?? 0
    })
    visits += summed
    if (summed < portion / 2) break
  }
  const talks = await db.transaction(async (tx) => {
    const [summed] = await tx.query<{ count: number }>({ name: 'fold-talks', text: foldTalks, values: [] })
    return summed?.count ?? 0
  })
  return { visits, talks }
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
  SELECT DISTINCT ${kind.join(', ')} FROM (SELECT * FROM visit_change LIMIT ${portion}) AS change
  ON CONFLICT DO NOTHING`

/** A kind that came up since `newKinds` waits for the next time. */
const foldVisits = `
  WITH
    gone AS (
      DELETE FROM visit_change USING visit_kind
      WHERE visit_change.ctid = ANY (ARRAY(SELECT ctid FROM visit_change LIMIT ${portion})) AND ${kind.map((column) => `visit_change.${column} = visit_kind.${column}`).join(' AND ')}
      RETURNING day, visit_kind.id AS kind_id, visit_kind.department_id, visit_kind.state, visit_kind.attendance, change
    ),
    summed AS (
      INSERT INTO visit_count AS former (day, kind_id, count)
      SELECT day, kind_id, sum(change) FROM gone GROUP BY day, kind_id HAVING sum(change) <> 0
      ON CONFLICT (day, kind_id) DO UPDATE SET count = former.count + excluded.count
    ),
    monthly AS (
      INSERT INTO month_count AS former (month, kind_id, count)
      SELECT date_trunc('month', day)::date, kind_id, sum(change) FROM gone GROUP BY 1, kind_id HAVING sum(change) <> 0
      ON CONFLICT (month, kind_id) DO UPDATE SET count = former.count + excluded.count
    ),
    daily AS (
      INSERT INTO day_count AS former (day, department_id, state, attendance, count)
      SELECT day, department_id, state, attendance, sum(change) FROM gone
      GROUP BY day, department_id, state, attendance HAVING sum(change) <> 0
      ON CONFLICT (day, department_id, state, attendance) DO UPDATE SET count = former.count + excluded.count
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
