import { addDays, instantOf, localDay, weekdayOf } from '../local-time.ts'
import { rules } from '../rules.ts'
import type { DaysOff } from '../days-off.ts'
import { isWorkingDay } from '../working-days.ts'

/** Hours of a weekday (1 is Monday) in local time "HH:MM" in which the office works. */
export type Block = { weekday: number; opens: string; closes: string }

type Freed = { now: Date; startsAt: Date; blocks: readonly Block[]; daysOff: DaysOff; random: () => number }

/**
 * When a seat that nobody on the waitlist wants becomes everybody's: at a random moment within the next working block, so that
 * watching pays nobody. Where that would be too near its start, at one before the end of this block or the next, and before a
 * quarter of the time that is left is over. `random` gives at least 0 and less than 1.
 */
export function publicMoment({ now, startsAt, blocks, daysOff, random }: Freed): Date {
  const latest = startsAt.getTime() - rules.publicHours * 60 * 60 * 1000
  const coming = comingBlocks(now, { blocks: blocks.length > 0 ? blocks : usual, daysOff })
  const whole = coming.find(({ from }) => from > now)
  if (whole && whole.from.getTime() < latest)
    return between(whole.from.getTime(), Math.min(whole.before.getTime(), latest), random)
  const quarter = now.getTime() + (startsAt.getTime() - now.getTime()) / 4
  return between(now.getTime(), Math.min(coming[0]?.before.getTime() ?? quarter, quarter), random)
}

function between(from: number, before: number, random: () => number): Date {
  return new Date(from + Math.floor(random() * (before - from)))
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

/** Those that are not over yet, within two weeks, the nearest first. */
function comingBlocks(
  now: Date,
  { blocks, daysOff }: Pick<Freed, 'blocks' | 'daysOff'>,
): { from: Date; before: Date }[] {
  const days = Array.from({ length: 15 }, (_, ahead) => addDays(localDay(now), ahead)).filter((day) =>
    isWorkingDay(day, daysOff),
  )
  const coming = days.flatMap((day) =>
    blocks
      .filter(({ weekday }) => weekday === weekdayOf(day))
      .flatMap(({ opens, closes }) => {
        const [from, before] = [instantOf({ day, time: opens }), instantOf({ day, time: closes })]
        return from && before && before > now ? [{ from, before }] : []
      }),
  )
  return coming.toSorted((one, other) => one.from.getTime() - other.from.getTime())
}
