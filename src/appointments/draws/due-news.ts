import type { Database } from '#database.ts'

export const drawNews = ['won', 'lost', 'lapsed', 'passed', 'over', 'cancelled'] as const
export type DrawNews = (typeof drawNews)[number]

export type DueDrawNews = { lotId: string; news: DrawNews; conversationId: string; channel: string }

/** What people are still to be told of their lots: whoever has won first. Who wants no messages looks for themselves. */
export async function findDrawNews(db: Pick<Database, 'query'>, { limit }: { limit: number }): Promise<DueDrawNews[]> {
  return db.query<DueDrawNews>({
    name: 'find-draw-news',
    text: `
      SELECT lot.id AS "lotId", news, conversation_id AS "conversationId", channel
      FROM lot JOIN conversation ON conversation.id = conversation_id
      WHERE news IS NOT NULL AND told_at IS NULL AND reachable AND notices_off_at IS NULL
      ORDER BY news <> 'won', rank, lot.id LIMIT $1`,
    values: [limit],
  })
}
