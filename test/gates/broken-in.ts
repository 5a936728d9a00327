import { check } from '#appointments/check.ts'
import type { Database } from '#database.ts'

/** Which invariants of the appointment book are broken, where for example; empty when it adds up. */
export async function brokenIn(database: Pick<Database, 'query'>): Promise<string[]> {
  const { findings } = await check(database)
  return findings.map(({ invariant, count, example }) => `${invariant}: ${count}, ${example}`)
}

/** Where two accounts of the same begin to differ. */
export function firstDifference(one: string, other: string): string {
  const [ones, others] = [one.split('\n'), other.split('\n')]
  const line = ones.findIndex((text, index) => text !== others[index])
  return `${ones.slice(Math.max(0, line - 2), line + 1).join(' ')} / ${others[line]}`
}
