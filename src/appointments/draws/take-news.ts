import type { Tx } from '#database.ts'
import type { DrawNews } from './due-news.ts'
import { type Lot, lotColumns } from './own-lots.ts'

export type TakenDrawNews = Omit<Lot, 'takesEntries'> & { news: DrawNews; language: string; takesWaitlist: boolean }

/** Takes the news of a lot to tell it in this conversation, once. Undefined: there is none, or it is not true any more. */
export async function takeDrawNews(
  tx: Tx,
  { lotId, conversationId, now }: { lotId: string; conversationId: string; now: Date },
): Promise<TakenDrawNews | undefined> {
  const [taken] = await tx.query<TakenDrawNews>({
    name: 'take-draw-news',
    text: `
      UPDATE lot SET told_at = $3 FROM draw
      WHERE draw.id = draw_id AND lot.id = $1 AND conversation_id = $2 AND news IS NOT NULL AND told_at IS NULL
      RETURNING ${lotColumns}, news, language, takes_waitlist AS "takesWaitlist"`,
    values: [lotId, conversationId, now],
  })
  if (!taken) return undefined
  const isOver = taken.news === 'won' && (taken.state !== 'offered' || (taken.expiresAt ?? now) <= now)
  return isOver ? undefined : taken
}
