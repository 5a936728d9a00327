import type { Tx } from '#database.ts'
import { type Hold, type Holding, take } from './hold.ts'

/** `minutes`: how long the person has to answer. */
export type PersonalHold = Holding & { minutes: number }

/**
 * Reserves a time for one person whom the office offers it to, in place of what their conversation had reserved: also one that is
 * not public, and also today's. A refusal (the seat is not free, or its time has come) changes nothing.
 */
export async function holdFor(
  tx: Tx,
  { now, ...holding }: PersonalHold,
): Promise<{ outcome: 'held'; hold: Hold } | { outcome: 'taken' }> {
  const held = holding.startsAt > now ? await take(tx, { ...holding, publicBy: 'infinity' }) : undefined
  return held ? { outcome: 'held', hold: held } : { outcome: 'taken' }
}
