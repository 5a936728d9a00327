import type { AnswerOf, RouteAt } from '../api.ts'

export type Broadcast = AnswerOf<RouteAt<'GET', '/broadcasts/:id'>>
export type Counts = Broadcast['counts']
export type Preview = AnswerOf<RouteAt<'POST', '/broadcasts/preview'>>

/** As they are drawn and listed. */
export const states = ['sent', 'sending', 'unknown', 'unreachable', 'opted_out', 'erased', 'failed', 'queued'] as const

/** Those who wait no more. */
export function settled(counts: Counts): number {
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0)
  return all - counts.queued - counts.sending
}

export const languages = ['de', 'uk', 'en', 'ru', 'tr', 'ar', 'fr'] as const
export type Tag = (typeof languages)[number]

export const channels = ['telegram', 'webchat'] as const
