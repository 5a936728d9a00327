import type { Board } from '#api/devices/board-shape.ts'

type Call = Board['calls'][number]

/** One call of one person: being called again is another one. */
export function keyOf({ code, calledAt }: Call): string {
  return `${code} ${calledAt}`
}

/** Calls that were not there before. */
export function freshCalls(before: Board, after: Board): Call[] {
  const known = new Set(before.calls.map(keyOf))
  return after.calls.filter((call) => !known.has(keyOf(call)))
}
