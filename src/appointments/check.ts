import type { Database } from '#database.ts'
import { visitsOutOfStep } from './attendance/visits-out-of-step.ts'
import { invariants } from './invariants.ts'

export type Finding = { invariant: string; count: number; example?: string }

const replayed = 'a visit stands as its records say'

/** Whether the book agrees with itself. Each finding is an invariant that is broken, how often, and where for example. */
export async function check(db: Pick<Database, 'query'>): Promise<{ ok: boolean; findings: Finding[] }> {
  const results = await Promise.all(
    Object.entries(invariants).map(async ([invariant, broken]) => {
      const [row] = await db.query<{ count: number; example: string | null }>({
        name: `check ${invariant}`,
        text: `SELECT count(*) AS count, min(example) AS example FROM (${broken}) AS broken (example)`,
        values: [],
      })
      return { invariant, count: row?.count ?? 0, example: row?.example ?? '' }
    }),
  )
  const outOfStep = await visitsOutOfStep(db)
  const example = `appointment ${outOfStep[0]}`
  const findings = [...results, { invariant: replayed, count: outOfStep.length, example }].filter(
    ({ count }) => count > 0,
  )
  return { ok: findings.length === 0, findings }
}
