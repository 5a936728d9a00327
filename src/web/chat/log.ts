import type { Activity } from './activity.ts'

/** The feed so far, oldest first. */
export type Log = readonly Activity[]

/**
 * The socket, a poll and a replay may all bring the same message: its id counts, and the newest version of it. What the
 * office has erased goes from the page too.
 */
export function merge(log: Log, activities: readonly Activity[]): Log {
  const byId = new Map([...log, ...activities].map((activity) => [activity.id, activity]))
  const all = [...byId.values()].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ hasErased }) => hasErased),
    ),
  )
}

/** The id of the message by which everything before it was erased. */
export function erasure([first]: Log): string | undefined {
  return first?.hasErased ? first.id : undefined
}

/** The office's latest message while nobody has answered it. */
export function openQuestion(log: Log): Activity | undefined {
  const last = log.at(-1)
  return last?.question ? last : undefined
}

/** What has become of an appointment since the message that showed it. */
export function fateOf(log: Log, shown: Activity): 'valid' | 'cancelled' | 'replaced' {
  const later = log.slice(log.findIndex(({ id }) => id === shown.id) + 1)
  const code = shown.card?.code
  if (later.some(({ cancelled }) => cancelled !== undefined && cancelled === code)) return 'cancelled'
  const isReplaced = later.some(({ card }) => card?.code === code && card?.moves !== shown.card?.moves)
  return isReplaced ? 'replaced' : 'valid'
}
