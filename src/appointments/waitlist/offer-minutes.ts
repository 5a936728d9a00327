import { rules } from '../rules.ts'

/** For how many minutes a seat is offered to one person: the nearer its start, the fewer. */
export function offerMinutes({ now, startsAt }: { now: Date; startsAt: Date }): number {
  const left = (startsAt.getTime() - now.getTime()) / 60_000
  const { least, most } = rules.offerMinutes
  return Math.max(least, Math.min(most, Math.floor(left / 8)))
}
