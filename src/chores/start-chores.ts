import { findDueHolds } from '#appointments/expire-hold.ts'
import { endWishes } from '#appointments/waitlist/end-wishes.ts'
import { askWhetherSeen } from '#appointments/notices/ask-whether-seen.ts'
import { remind } from '#appointments/notices/remind.ts'
import { openSlots } from '#appointments/open-slots.ts'
import { rules } from '#appointments/rules.ts'
import type { Conversations } from '#conversation/conversations.ts'
import type { Database } from '#database.ts'
import type { Log } from '#log.ts'
import { ChannelName } from '#message.ts'
import { isQuiet } from '#appointments/quiet-hours.ts'
import { retain } from '#privacy/retain.ts'
import { keepCounts } from '#reports/keep-counts.ts'
import { every } from './every.ts'
import { offerFreedSeats } from './offer-freed-seats.ts'
import { tellNotices } from './tell-notices.ts'

type Parts = {
  database: Database
  conversations: Conversations
  log: Log
  now: () => Date
  /** So many hours before the start people are reminded. */
  reminderHours?: readonly number[]
}

/** What time does by itself. Several processes may do it at once: each deed happens once. */
export function startChores({
  database,
  conversations,
  log,
  now,
  reminderHours = rules.reminderHours,
}: Parts): () => Promise<void> {
  const chores = [
    every({ name: 'expire-holds', seconds: 1, log, work: () => expireHolds({ database, conversations, log }) }),
    every({
      name: 'tell-notices',
      seconds: 1,
      log,
      work: () => tellNotices({ database, conversations, log, now }),
      wakenBy: (wake) => database.listen('notice', wake),
    }),
    every({ name: 'end-wishes', seconds: 60, log, work: () => endOldWishes() }),
    every({
      name: 'offer-freed-seats',
      seconds: 2,
      log,
      work: () => offerFreedSeats({ database, conversations, log, now }),
      wakenBy: (wake) => database.listen('freed', wake),
    }),
    every({ name: 'ask-whether-seen', seconds: 5 * 60, log, work: () => askAboutVisits() }),
    every({ name: 'remind', seconds: 60, log, work: () => remindPeople() }),
    every({ name: 'open-slots', seconds: 60 * 60, log, work: () => openFurtherDays() }),
    every({ name: 'keep-counts', seconds: 15 * 60, log, work: () => keepCounts(database, { now: now() }) }),
    every({ name: 'retain', seconds: 60 * 60, log, work: () => forget() }),
  ]

  /** Asked every hour, so that a new day opens soon after midnight; on the others there is nothing to do. */
  async function openFurtherDays(): Promise<void> {
    const { opened } = await openSlots(database, { now: now(), days: 60 })
    if (opened > 0) log.info('slots-opened', { count: opened })
  }

  async function askAboutVisits(): Promise<void> {
    const count = await askWhetherSeen(database, { now: now() })
    if (count > 0) log.info('asked-whether-seen', { count })
  }

  async function remindPeople(): Promise<void> {
    if (isQuiet(now())) return
    const count = await remind(database, { now: now(), hours: reminderHours })
    if (count > 0) log.info('reminded', { count })
  }

  async function endOldWishes(): Promise<void> {
    const count = await endWishes(database, { now: now() })
    if (count > 0) log.info('wishes-ended', { count })
  }

  async function forget(): Promise<void> {
    const erased = await retain(database, { now: now() })
    const count = Object.values(erased).reduce((sum, each) => sum + each, 0)
    if (count > 0) log.info('data-erased', { count })
  }

  return async () => {
    await Promise.all(chores.map((stop) => stop()))
  }
}

/**
 * A hold that ran out speaks up in its conversation, which frees the seats. The update's key makes it happen once. One whose
 * conversation can't be read must not hold up the others.
 */
async function expireHolds({ database, conversations, log }: Omit<Parts, 'now'>): Promise<void> {
  for (const { conversationId, channel, holdId } of await findDueHolds(database, { limit: 200 })) {
    await conversations
      .receive({
        address: { channel: ChannelName.parse(channel), conversationId },
        key: `hold-expired:${holdId}`,
        act: { kind: 'hold-expired', holdId },
      })
      .catch((error: unknown) => log.error('expire-hold-failed', error, { conversationId, holdId }))
  }
}
