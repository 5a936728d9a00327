import type { Visit } from './read-visit.ts'

/** What was counted of one department; `first` and `last` are instants in UTC. */
export type Counts = {
  visits: number
  attended: number
  noShow: number
  unrecorded: number
  cancelled: number
  first: string
  last: string
}

/** By department. */
export type Tally = Record<string, Counts>

export function addTo(
  tally: Tally,
  { department_id: department, state, attendance, starts_at: startsAt }: Visit,
): void {
  const counts = (tally[department] ??= {
    visits: 0,
    attended: 0,
    noShow: 0,
    unrecorded: 0,
    cancelled: 0,
    first: startsAt,
    last: startsAt,
  })
  counts.visits++
  if (state !== 'booked') counts.cancelled++
  else if (attendance === 'attended') counts.attended++
  else if (attendance === 'no_show') counts.noShow++
  else counts.unrecorded++
  if (startsAt < counts.first) counts.first = startsAt
  if (startsAt > counts.last) counts.last = startsAt
}
