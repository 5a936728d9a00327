import type { Tx } from '#database.ts'
import type { Counts } from './broadcast.ts'

export type Wave = { number: number; at: Date; free: number; size: number }

/** Whom it reached: `all` adds up to the audience exactly, also when nobody's row is there any more. */
export type Report = { all: Counts; languages: { language: string; people: number; counts: Counts }[]; waves: Wave[] }

export async function reportBroadcast(tx: Tx, { id }: { id: string }): Promise<Report> {
  const rows = await tx.query<{ language: string; state: keyof Counts; count: number }>({
    name: 'report-broadcast',
    text: `
      SELECT language, state::text, count(*) AS count FROM broadcast_recipient WHERE broadcast_id = $1 GROUP BY 1, 2
      UNION ALL
      SELECT kept.* FROM broadcast CROSS JOIN jsonb_to_recordset(counts) AS kept (language text, state text, count int8)
      WHERE id = $1`,
    values: [id],
  })
  const waves = await tx.query<Wave>({
    name: 'waves-of-broadcast',
    text: 'SELECT number, at, free, size FROM broadcast_wave WHERE broadcast_id = $1 ORDER BY number',
    values: [id],
  })
  const languages = [...new Set(rows.map(({ language }) => language))].map((language) => {
    const counts = countsOf(rows.filter((row) => row.language === language))
    return { language, people: sum(counts), counts }
  })
  return { all: countsOf(rows), languages: languages.toSorted((one, other) => other.people - one.people), waves }
}

function countsOf(rows: readonly { state: keyof Counts; count: number }[]): Counts {
  const counts: Counts = {
    queued: 0,
    sending: 0,
    sent: 0,
    failed: 0,
    unreachable: 0,
    opted_out: 0,
    erased: 0,
    unknown: 0,
  }
  for (const { state, count } of rows) counts[state] += count
  return counts
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, each) => total + each, 0)
}
