/** Milliseconds to wait after so many failures in a row: half a second, doubling to 15 s, spread so that all don't come at once. */
export function backoff(failures: number, random: number): number {
  return Math.min(15_000, 500 * 2 ** Math.min(failures, 8)) * (0.5 + random / 2)
}
