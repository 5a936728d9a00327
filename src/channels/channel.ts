import type { LogEntry } from '#conversation/conversations.ts'
import type { ChannelName, Outgoing } from '#message.ts'
import type { Turn } from '#outbox/pace.ts'

/** One message to be sent, and what stands before and after it in the log, oldest first. */
export type Delivery = {
  conversationId: string
  /** The channel's own name of the other side. */
  address: string
  message: Outgoing
  /** When the office said so. */
  at: Date
  before: readonly LogEntry[]
  after: readonly LogEntry[]
  /** Goes to many: never a second time, whatever becomes of it. So several may be on their way. */
  isOnce: boolean
}

/**
 * What became of a message. All but `later` is final.
 * - `unreachable`: this person wants or gets no messages any more
 * - `failed`: the channel refuses this message
 * - `later`: the channel is away; `isUnsure` when it may have taken the message all the same, or has a part of it
 */
export type Sent =
  | { outcome: 'delivered'; externalId?: string | undefined }
  | { outcome: 'unreachable' }
  | { outcome: 'failed'; status: number }
  | { outcome: 'later'; isUnsure: boolean }

/**
 * A message as it will go out; `covers` counts the messages of the log that it shows, this one and what follows it. `turn`
 * resolves when the channel's limits let it go, a lower priority first; `hurry` lets what still waits go as early as that.
 * `send` exchanges its turn for each further call; what has not gone when `stopping` comes does not go.
 */
export type Prepared = {
  covers: number
  turn(priority: number): Promise<Turn>
  hurry(priority: number): void
  send(turn: Turn, stopping: AbortSignal): Promise<Sent>
}

/** What the outbox needs of a channel that messages are sent to. A feed needs none: it is read from the log. */
export type Channel = {
  readonly name: ChannelName
  prepare(delivery: Delivery): Prepared
}
