/** Seconds to wait after so many failures in a row: 1, 2, 4 … at most a minute, never all at the same moment. */
export function pauseAfter(failures: number, chance: () => number = Math.random): number {
  return Math.min(60, 2 ** Math.max(0, failures - 1)) * (0.75 + chance() / 4)
}
