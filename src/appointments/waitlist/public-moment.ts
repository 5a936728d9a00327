import { addDays, instantOf, localDay, weekdayOf } from '../local-time.ts'
import { rules } from '../rules.ts'
import type { DaysOff } from '../days-off.ts'
import { isWorkingDay } from '../working-days.ts'

/** Hours of a weekday (1 is Monday) in local time "HH:MM" in which the office works. */
export type Block = { weekday: number; opens: string; closes: string }

type Freed = { now: Date; startsAt: Date; blocks: readonly Block[]; daysOff: DaysOff; random: () => number }

/**
 * When a seat that nobody on the waitlist wants becomes everybody's: at a random moment within the next working block, so that
 * watching pays nobody; at once when that would be too near its start. `random` gives at least 0 and less than 1.
 */
export function publicMoment({ now, startsAt, blocks, daysOff, random }: Freed): Date {
  const latest = startsAt.getTime() - rules.publicHours * 60 * 60 * 1000
  const block = nextBlock(now, { blocks: blocks.length > 0 ? blocks : usual, daysOff })
  if (!block || block.from.getTime() >= latest) return now
  const before = Math.min(block.before.getTime(), latest)
  return new Date(block.from.getTime() + Math.floor(random() * (before - block.from.getTime())))
}

/** Where no hours are known: mornings and afternoons. */
const usual: Block[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '08:00', closes: '12:00' },
  { weekday, opens: '12:00', closes: '16:00' },
])

/** The last day that is looked at for a working block: two weeks from now. */
export function lastBlockDay(now: Date): string {
  return addDays(localDay(now), 14)
}

/** The first that begins after `now`, within two weeks. */
function nextBlock(
  now: Date,
  { blocks, daysOff }: Pick<Freed, 'blocks' | 'daysOff'>,
): { from: Date; before: Date } | undefined {
  const days = Array.from({ length: 15 }, (_, ahead) => addDays(localDay(now), ahead)).filter((day) =>
    isWorkingDay(day, daysOff),
  )
  const coming = days.flatMap((day) =>
    blocks
      .filter(({ weekday }) => weekday === weekdayOf(day))
      .flatMap(({ opens, closes }) => {
        const [from, before] = [instantOf({ day, time: opens }), instantOf({ day, time: closes })]
        return from && before && from > now ? [{ from, before }] : []
      }),
  )
  return coming.toSorted((one, other) => one.from.getTime() - other.from.getTime())[0]
}
