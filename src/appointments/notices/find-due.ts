import type { Database } from '#database.ts'
import { toldIn } from './told-in.ts'

export type NoticeKind = 'called' | 'moved' | 'cancelled' | 'whether_seen'

/** A notice whose time has come, and the conversation it is told in, if there is one. */
export type DueNotice = {
  id: string
  kind: NoticeKind
  dueAt: Date
  conversationId: string | null
  channel: string | null
  isReachable: boolean
}

/** Calls first: somebody waits for them. */
export async function findDueNotices(
  db: Pick<Database, 'query'>,
  { now, limit }: { now: Date; limit: number },
): Promise<DueNotice[]> {
  return db.query<DueNotice>({
    name: 'find-due-notices',
    text: `
      SELECT notice.id, kind, due_at AS "dueAt", conversation.id AS "conversationId", conversation.channel,
        coalesce(reachable, false) AS "isReachable"
      FROM notice JOIN appointment ON appointment.id = appointment_id
      LEFT JOIN conversation ON conversation.id = ${toldIn}
      WHERE outcome IS NULL AND due_at <= $1
      ORDER BY kind <> 'called', due_at, notice.id LIMIT $2`,
    values: [now, limit],
  })
}
