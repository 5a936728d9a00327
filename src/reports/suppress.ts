/** A number that may be published, or not: `id` names it. */
export type Cell = { id: string; count: number }

/** What everybody can add up: the parts come to the whole. */
export type Sum = { whole: string; parts: readonly string[] }

/** Counts below this give people away. */
const fewest = 5

/**
 * The ids of the cells that must not be shown: those of 1 to 4, and as many others as it takes so that none of them follows from what
 * is shown. A hidden cell follows if the sums leave it no second value; then the smallest cell beside it is hidden too, until
 * none does. What is hidden is never 0, so that each can be more or less. (Secondary suppression; linear audit after
 * Cox, "Suppression methodology and statistical disclosure control", JASA 1980.)
 */
export function suppress(cells: readonly Cell[], sums: readonly Sum[]): Set<string> {
  const counts = new Map(cells.map(({ id, count }) => [id, count]))
  const hidden = new Set(cells.filter(({ count }) => count > 0 && count < fewest).map(({ id }) => id))
  const sumsWith = Map.groupBy(
    sums.flatMap((sum) => termsOf(sum).map((id) => ({ id, sum }))),
    ({ id }) => id,
  )
  for (;;) {
    const bare = determined(hidden, sums)
    if (bare.length === 0) return hidden
    const lone = sums.filter((sum) => termsOf(sum).filter((id) => hidden.has(id)).length === 1)
    const open = (ids: readonly string[]) => ids.filter((id) => !hidden.has(id) && (counts.get(id) ?? 0) > 0)
    const beside = open(lone.filter((sum) => termsOf(sum).some((id) => bare.includes(id))).flatMap(termsOf))
    // One that stands in two sums which lack a second unknown number mends both.
    const mends = (id: string) => (sumsWith.get(id) ?? []).filter(({ sum }) => lone.includes(sum)).length
    const [next] = (beside.length > 0 ? beside : open([...counts.keys()])).toSorted(
      (one, other) => mends(other) - mends(one) || (counts.get(one) ?? 0) - (counts.get(other) ?? 0),
    )
    // With everything but zeros hidden, twice as much of everything adds up too.
    if (next === undefined) return hidden
    hidden.add(next)
  }
}

function termsOf({ whole, parts }: Sum): string[] {
  return [whole, ...parts]
}

/** A prime below 2^25: products stay exact. */
const prime = 33_554_393

/** The hidden cells that have only one value: rows of the eliminated sums in which nothing else is unknown. */
function determined(hidden: ReadonlySet<string>, sums: readonly Sum[]): string[] {
  const unknown = [...hidden]
  const rows = sums
    .map(({ whole, parts }) => {
      const row = unknown.map(() => 0)
      for (const id of parts) add(row, unknown.indexOf(id), 1)
      add(row, unknown.indexOf(whole), prime - 1)
      return row
    })
    .filter((row) => row.some((term) => term !== 0))
  return eliminate(rows, unknown.length)
    .map((row) => unknown.filter((_, index) => row[index] !== 0))
    .flatMap((left) => (left.length === 1 ? left : []))
}

function add(row: number[], index: number, term: number): void {
  if (index >= 0) row[index] = ((row[index] ?? 0) + term) % prime
}

/** Gauss and Jordan, modulo the prime. */
function eliminate(rows: number[][], width: number): number[][] {
  let done = 0
  for (let column = 0; column < width; column++) {
    const pivot = rows.findIndex((row, index) => index >= done && row[column] !== 0)
    const row = rows[pivot]
    if (row === undefined) continue
    const above = rows[done]
    if (above !== undefined) rows[pivot] = above
    const scale = inverse(row[column] ?? 1)
    const own = row.map((term) => (term * scale) % prime)
    rows[done] = own
    for (const [index, other] of rows.entries()) {
      const factor = other[column] ?? 0
      if (index === done || factor === 0) continue
      rows[index] = other.map((term, at) => (term + (prime - factor) * (own[at] ?? 0)) % prime)
    }
    done++
  }
  return rows.slice(0, done)
}

/** By Fermat: n to the power of p - 2. */
function inverse(number: number): number {
  let [result, base, power] = [1, number, prime - 2]
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % prime
    base = (base * base) % prime
    power = Math.floor(power / 2)
  }
  return result
}
