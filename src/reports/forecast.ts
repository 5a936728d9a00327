import { z } from 'zod'

/** Appointments per week: `week` is its Monday. Weeks follow each other without a gap. */
export type Week = { week: string; count: number }

const amount = z.number().min(0)

/**
 * What a coming week will bring. In 8 of 10 past weeks the same rule was right between `low` and `high`; `error` is by how much it was
 * wrong in the middle, as a share of what came; `weeks` is how many past weeks it was tried on.
 */
export const Forecast = z.object({
  rule: z.enum(['last-week', 'last-four', 'last-eight', 'year-ago']),
  expected: amount,
  low: amount,
  high: amount,
  error: amount,
  weeks: z.int(),
})
export type Forecast = z.infer<typeof Forecast>

/** A rule says what a week brings from those before it, the latest last; `ahead` 1 is the next week. */
const rules: Record<Forecast['rule'], (before: readonly number[], ahead: number) => number | undefined> = {
  'last-week': (before) => before.at(-1),
  'last-four': (before) => meanOf(before.slice(-4), 4),
  'last-eight': (before) => meanOf(before.slice(-8), 8),
  'year-ago': (before, ahead) => before.at(ahead - 1 - 52),
}

/** So many past weeks at least, or nothing is said. */
const fewest = 12

/**
 * The simple rule that would have been wrong least on the past weeks, tried on each of them with only what was known before it, with
 * how wrong it was as its uncertainty. Undefined where there is too little past to try anything on.
 */
export function forecast(history: readonly Week[], ahead: number): Forecast | undefined {
  const counts = history.map(({ count }) => count)
  const tried = Rules.map((rule) => {
    const errors = counts.flatMap((came, index) => {
      const said = rules[rule](counts.slice(0, Math.max(0, index - ahead + 1)), ahead)
      return said === undefined ? [] : [{ wrong: came - said, came }]
    })
    return {
      rule,
      errors,
      mean: meanOf(
        errors.map(({ wrong }) => Math.abs(wrong)),
        fewest,
      ),
    }
  })
  const [best] = tried
    .flatMap(({ mean, ...each }) => (mean === undefined ? [] : [{ ...each, mean }]))
    .toSorted((one, other) => one.mean - other.mean)
  const expected = best && rules[best.rule](counts, ahead)
  if (best === undefined || expected === undefined) return undefined
  const wrong = best.errors.map((each) => each.wrong).toSorted((one, other) => one - other)
  const came = best.errors.reduce((sum, each) => sum + each.came, 0)
  const off = best.errors.reduce((sum, each) => sum + Math.abs(each.wrong), 0)
  return {
    rule: best.rule,
    expected: Math.round(expected),
    low: Math.max(0, Math.round(expected + quantile(wrong, 0.1))),
    high: Math.max(0, Math.round(expected + quantile(wrong, 0.9))),
    error: came === 0 ? 0 : off / came,
    weeks: best.errors.length,
  }
}

const Rules = Forecast.shape.rule.options

function meanOf(numbers: readonly number[], atLeast: number): number | undefined {
  if (numbers.length < atLeast) return undefined
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}

/** Of sorted numbers. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
