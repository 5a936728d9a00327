import { z } from 'zod'
import type { Database } from '#database.ts'
import type { Period } from './counted.ts'

/**
 * A question of a task, per language and channel: how often it was asked, how often a talk got over it, and how often what was said was
 * not understood. `ended`: asked and never got over, so that the talk ended there. `task` is '' where none is open.
 */
export const TalkFigures = z.object({
  task: z.string(),
  step: z.string(),
  language: z.string(),
  channel: z.string(),
  asked: z.int(),
  unclear: z.int(),
  ended: z.int(),
})
export type TalkFigures = z.infer<typeof TalkFigures>

export async function readTalks(
  db: Pick<Database, 'query'>,
  { from, to }: Pick<Period, 'from' | 'to'>,
): Promise<TalkFigures[]> {
  return db.query<TalkFigures>({
    name: 'report-talks',
    text: `
      SELECT task, step, language, channel, sum(asked)::int AS asked, sum(unclear)::int AS unclear,
        greatest(0, sum(asked) - sum(passed))::int AS ended
      FROM (
        SELECT task, step, language, channel, asked, passed, unclear FROM talk_count WHERE day BETWEEN $1 AND $2
        UNION ALL
        SELECT task, step, language, channel, asked, passed, unclear FROM talk_change WHERE day BETWEEN $1 AND $2
      ) AS figure
      GROUP BY task, step, language, channel
      ORDER BY greatest(0, sum(asked) - sum(passed)) DESC, sum(unclear) DESC, task, step, language, channel`,
    values: [from, to],
  })
}
