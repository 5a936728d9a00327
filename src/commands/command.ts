import type { ParseArgsOptionsConfig } from 'node:util'
import type { z } from 'zod'
import type { Config } from '#config.ts'

/** What a command says: lines for people, `data` for `--json`. `isOk: false` ends with exit code 1. */
export type Answer = { isOk: boolean; lines: string[]; data: unknown }

/** Lines on the way go to `say`; they never mix with what `--json` prints. */
export type Call<Values> = { config: Config; values: Values; say: (line: string) => void }

export type Command = {
  words: string
  usage: string
  about: string
  options: ParseArgsOptionsConfig
  /** The value that stands without an option's name, such as a file; under this name the command gets it. */
  argument?: string
  run(call: Call<unknown>): Promise<Answer>
}

type Plan<Values extends z.ZodType> = Omit<Command, 'run'> & {
  values: Values
  run(call: Call<z.output<Values>>): Promise<Answer>
}

/** A command whose options are checked before it runs. */
export function defineCommand<Values extends z.ZodType>({ values: Values, run, ...plan }: Plan<Values>): Command {
  return { ...plan, run: ({ values, ...call }) => run({ ...call, values: Values.parse(values) }) }
}
