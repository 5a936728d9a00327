import { endNotice } from '#appointments/notices/end-notice.ts'
import { postponeNotice } from '#appointments/notices/postpone-notice.ts'
import { type DueNotice, findDueNotices } from '#appointments/notices/find-due.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { ChannelName } from '#message.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'

type Parts = { database: Database; conversations: Conversations; log: Log; now: () => Date }

/** So many at once, so that a call does not wait behind a whole day that was closed. */
const few = 20

/** Milliseconds after which a notice that can't be told is given up, and the office has to tell it. */
const tooLate = 10 * 60 * 1000

/** Milliseconds until a reminder that can't be told is tried again: it makes sense until the appointment begins. */
const pause = 60 * 1000

/** Every due notice speaks up in its conversation, or ends as one that is told to nobody. The update's key makes it happen once. */
export async function tellNotices(parts: Parts): Promise<void> {
  for (;;) {
    const now = parts.now()
    const due = await findDueNotices(parts.database, { now, isNight: isQuiet(now), limit: few })
    let done = 0
    for (const notice of due) done += (await tellNotice(parts, notice)) ? 1 : 0
    if (done < few) return
  }
}

async function tellNotice({ database, conversations, log, now }: Parts, notice: DueNotice): Promise<boolean> {
  const { id: noticeId, kind, conversationId, channel, isReachable, dueAt, startsAt } = notice
  const end = async (outcome: 'nobody' | 'unreachable' | 'failed') => {
    await endNotice(database, { noticeId, outcome, now: now() })
    return true
  }
  if (conversationId === null) return end('nobody')
  if (!isReachable) return end('unreachable')
  try {
    await conversations.receive({
      address: { channel: ChannelName.parse(channel), conversationId },
      key: `notice:${noticeId}`,
      act: { kind: 'notice', noticeId, isUrgent: kind === 'called' },
    })
    return true
  } catch (error) {
    log.error('tell-notice-failed', error, { conversationId, noticeId })
    if (kind === 'reminder' && now() < startsAt) {
      await postponeNotice(database, { noticeId, until: new Date(now().getTime() + pause) })
      return true
    }
    return now().getTime() - dueAt.getTime() > tooLate ? end('failed') : false
  }
}
