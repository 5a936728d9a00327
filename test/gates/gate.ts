import type { Server } from '../database/template.ts'

/** `short` runs in `npm test`, `full` in `npm run gates`. */
export type Form = 'short' | 'full'

/** What was counted, and whether that is what must be. */
export type Outcome = { passed: boolean; figures: Record<string, number | string> }

/**
 * Something that must be proven. `mutant` runs the same without the guard: it must not pass.
 * `server`: the PostgreSQL server to run on, instead of a throw-away one; `runsAnywhere`: that may be another than our own.
 */
export type Gate = {
  number: number
  name: string
  runsAnywhere?: boolean
  run(form: Form, server?: Server): Promise<Outcome>
  mutant(form: Form, server?: Server): Promise<Outcome>
}
