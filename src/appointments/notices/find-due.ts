import type { Database } from '#database.ts'
import { toldIn } from './told-in.ts'

export type NoticeKind = 'called' | 'moved' | 'cancelled' | 'whether_seen' | 'reminder'

/** A notice whose time has come, and the conversation it is told in, if there is one. */
export type DueNotice = {
  id: string
  kind: NoticeKind
  dueAt: Date
  conversationId: string | null
  channel: string | null
  isReachable: boolean
  startsAt: Date
}

/**
 * Calls first: somebody waits for them. Reminders and questions can wait for the end of the night. Whoever wants no messages is still told what
 * the office did with their appointment, and nothing else.
 */
export async function findDueNotices(
  db: Pick<Database, 'query'>,
  { now, isNight, limit }: { now: Date; isNight: boolean; limit: number },
): Promise<DueNotice[]> {
  return db.query<DueNotice>({
    name: 'find-due-notices',
    text: `
      SELECT notice.id, kind, due_at AS "dueAt", conversation.id AS "conversationId", conversation.channel,
        coalesce(reachable AND (notices_off_at IS NULL OR kind IN ('called', 'moved', 'cancelled')), false) AS "isReachable",
        starts_at AS "startsAt"
      FROM notice JOIN appointment ON appointment.id = appointment_id
      LEFT JOIN conversation ON conversation.id = ${toldIn}
      WHERE outcome IS NULL AND due_at <= $1 AND NOT ($3 AND kind IN ('reminder', 'whether_seen'))
      ORDER BY kind <> 'called', due_at, notice.id LIMIT $2`,
    values: [now, limit, isNight],
  })
}
