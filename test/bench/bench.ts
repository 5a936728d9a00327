/** What was measured, beside what it should be. Ratios are taken within one run: machines are noisy. */
export type Measured = Record<string, number | string>

export type Bench = {
  name: string
  /** `url`: a PostgreSQL server on which databases may be made. */
  run(options: { url: string }): Promise<Measured>
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
