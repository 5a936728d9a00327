import type { Database } from '#database.ts'
import { visitsOutOfStep } from './attendance/visits-out-of-step.ts'
import { invariants } from './invariants.ts'

export type Finding = { invariant: string; count: number; example?: string }

/**
 * Whether the book agrees with itself. Each finding is an invariant that is broken, how often, and where for example. One statement
 * after the other: an office that works meanwhile keeps its connections.
 */
export async function check(db: Pick<Database, 'query'>): Promise<{ ok: boolean; findings: Finding[] }> {
  const findings: Finding[] = []
  const note = (invariant: string, count: number, example: string) => {
    if (count > 0) findings.push({ invariant, count, example })
  }
  for (const [invariant, broken] of Object.entries(invariants)) {
    const [row] = await db.query<{ count: number; example: string | null }>({
      name: `check ${invariant}`,
      text: `SELECT count(*) AS count, min(example) AS example FROM (${broken}) AS broken (example)`,
      values: [],
    })
    note(invariant, row?.count ?? 0, row?.example ?? '')
  }
  const outOfStep = await visitsOutOfStep(db)
  note('a visit stands as its records say', outOfStep.length, `appointment ${outOfStep[0]}`)
  return { ok: findings.length === 0, findings }
}
