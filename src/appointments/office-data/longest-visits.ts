import { addDays } from '../local-time.ts'
import { type OpeningHours, type PlannedSlot, planSlots } from '../plan-slots.ts'

/** A Monday of a week without a holiday or a change of the clock. */
const monday = '2026-06-08'

/** How many slots in a row a department's weekly hours give at most, anywhere; departments without hours are left out. */
export function longestVisits(hours: readonly OpeningHours[]): ReadonlyMap<string, number> {
  const slots = planSlots({ hours, closures: [], firstDay: monday, lastDay: addDays(monday, 6) })
  const places = Map.groupBy(slots, ({ departmentId, locationId }) => `${departmentId} ${locationId}`)
  const longest = new Map(hours.map(({ departmentId }) => [departmentId, 0]))
  for (const each of places.values()) {
    const { departmentId } = each[0] ?? { departmentId: '' }
    longest.set(departmentId, Math.max(longest.get(departmentId) ?? 0, longestRun(each)))
  }
  return longest
}

/** Slots that follow each other without a gap, as `find-free` joins them. */
function longestRun(slots: readonly PlannedSlot[]): number {
  let end = 0
  let run = 0
  let longest = 0
  for (const { startsAt, minutes } of slots.toSorted(
    (one, other) => one.startsAt.getTime() - other.startsAt.getTime(),
  )) {
    run = startsAt.getTime() === end ? run + 1 : 1
    end = startsAt.getTime() + minutes * 60_000
    longest = Math.max(longest, run)
  }
  return longest
}
