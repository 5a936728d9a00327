import type { Outgoing } from '#message.ts'

/** What nobody asked for: news, which make no sense any more after `until`. */
export function unasked(messages: readonly Outgoing[], until?: Date | null): Outgoing[] {
  return messages.map((message) => ({ ...message, unasked: true, ...(until && { until: until.toISOString() }) }))
}
