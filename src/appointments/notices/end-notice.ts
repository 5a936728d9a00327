import type { Database } from '#database.ts'

/** Why a notice is told to nobody: the desk sees it and calls or writes itself. */
export type Untold = 'nobody' | 'unreachable' | 'failed'

/** Again or twice at once it changes nothing. */
export async function endNotice(
  db: Pick<Database, 'query'>,
  { noticeId, outcome, now }: { noticeId: string; outcome: Untold; now: Date },
): Promise<void> {
  await db.query({
    name: 'end-notice',
    text: 'UPDATE notice SET outcome = $2, claimed_at = $3 WHERE id = $1 AND outcome IS NULL',
    values: [noticeId, outcome, now],
  })
}
