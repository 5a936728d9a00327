import type { DayChange, DayVisit } from '#api/today/day-shape.ts'

export type Line = DayVisit

/** A day as a window knows it. */
export type DayView = { visits: readonly Line[]; unrecorded: number; contradictions: number }

/** The day after a change of it, in the order of the appointments' times. */
export function after(day: DayView | undefined, change: DayChange): DayView {
  const known = change.isWhole ? [] : (day?.visits ?? [])
  const lines = new Map(known.map((line) => [line.id, line]))
  for (const line of change.visits) lines.set(line.id, line)
  for (const id of change.gone) lines.delete(id)
  const visits = [...lines.values()].sort(
    (one, other) => one.startsAt.localeCompare(other.startsAt) || one.id.localeCompare(other.id),
  )
  return { visits, unrecorded: change.unrecorded, contradictions: change.contradictions }
}

/** Who is there and waits, in the order in which the server calls them. */
export function waiting({ visits }: DayView): Line[] {
  const turn = ({ startsAt, calledAt }: Line) => (calledAt !== null && calledAt > startsAt ? calledAt : startsAt)
  return visits
    .filter(({ group }) => group === 'arrived')
    .sort(
      (one, other) =>
        turn(one).localeCompare(turn(other)) ||
        (one.arrivedAt ?? '').localeCompare(other.arrivedAt ?? '') ||
        one.id.localeCompare(other.id),
    )
}

/** Whom this clerk has called or has with them. */
export function mine({ visits }: DayView, staffId: string): Line | undefined {
  const own = visits.filter(
    ({ calledBy, group }) => calledBy === staffId && (group === 'called' || group === 'with_clerk'),
  )
  return own.find(({ group }) => group === 'called') ?? own[0]
}
