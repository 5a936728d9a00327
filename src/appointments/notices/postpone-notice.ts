import type { Database } from '#database.ts'

/** A notice that could not be told waits until then. */
export async function postponeNotice(
  db: Pick<Database, 'query'>,
  { noticeId, until }: { noticeId: string; until: Date },
): Promise<void> {
  await db.query({
    name: 'postpone-notice',
    text: 'UPDATE notice SET due_at = $2 WHERE id = $1 AND outcome IS NULL',
    values: [noticeId, until],
  })
}
