import { localTime } from '../local-time.ts'

/** Which part of a day suits; from noon on it is afternoon. */
export type TimeOfDay = 'any' | 'morning' | 'afternoon'

export type FreeSlot = { id: number; startsAt: Date; minutes: number; free: number }

/** One visit's time: as many slots without a gap as its service takes. */
export type Place = { slotIds: number[]; startsAt: Date; endsAt: Date }

/** Every place that free slots give, the earliest first. A slot with three free seats is three places. */
export function placesOf(slots: readonly FreeSlot[], units: number): Place[] {
  const left = slots
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
    .map((slot) => ({ ...slot }))
  return left.flatMap((_, first) => {
    const run = left.slice(first, first + units)
    if (run.length < units || !isUnbroken(run)) return []
    const seats = Math.min(...run.map(({ free }) => free))
    for (const slot of run) slot.free -= seats
    return Array.from({ length: seats }, () => placeOf(run))
  })
}

/** Each lot in its turn takes the first place that suits, and where none does the first of the others. */
export function assign<Lot extends { prefers: TimeOfDay }>(
  lots: readonly Lot[],
  places: readonly Place[],
): { lot: Lot; place: Place }[] {
  const left = [...places]
  return lots.flatMap((lot) => {
    const suiting = left.findIndex((place) => suits(place, lot.prefers))
    const [place] = left.splice(Math.max(suiting, 0), 1)
    return place ? [{ lot, place }] : []
  })
}

function suits({ startsAt }: Place, prefers: TimeOfDay): boolean {
  return prefers === 'any' || localTime(startsAt) < '12:00' === (prefers === 'morning')
}

function isUnbroken(run: readonly FreeSlot[]): boolean {
  return run.every((slot, index) => {
    const former = run[index - 1]
    return former === undefined || endOf(former).getTime() === slot.startsAt.getTime()
  })
}

function placeOf(run: readonly FreeSlot[]): Place {
  const ends = run.map(endOf)
  return {
    slotIds: run.map(({ id }) => id),
    startsAt: run[0]?.startsAt ?? new Date(0),
    endsAt: ends.at(-1) ?? new Date(0),
  }
}

function endOf({ startsAt, minutes }: FreeSlot): Date {
  return new Date(startsAt.getTime() + minutes * 60_000)
}
