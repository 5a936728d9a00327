import { inspect, parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '#config.ts'
import { Refusal } from '#refusal.ts'
import { broadcast } from './broadcast.ts'
import { broadcastList } from './broadcast-list.ts'
import { broadcastPause } from './broadcast-pause.ts'
import { broadcastResume } from './broadcast-resume.ts'
import { broadcastShow } from './broadcast-show.ts'
import { broadcastStop } from './broadcast-stop.ts'
import { check } from './check.ts'
import type { Command } from './command.ts'
import { dataSheetCommand } from './data-sheet.ts'
import { drawVerify } from './draw-verify.ts'
import { erase } from './erase.ts'
import { importExport } from './import.ts'
import { migrate } from './migrate.ts'
import { poster } from './poster.ts'
import { report } from './report.ts'
import { seed } from './seed.ts'
import { slotsList } from './slots-list.ts'
import { slotsOpen } from './slots-open.ts'
import { staffAdd } from './staff-add.ts'
import { staffReset } from './staff-reset.ts'
import { start } from './start.ts'

/** `print` is for what was asked, `say` for everything else; `environment` is the process's unless given. */
type Surroundings = {
  print: (line: string) => void
  say: (line: string) => void
  environment?: Record<string, string | undefined>
}

const commands = [
  start,
  migrate,
  seed,
  slotsOpen,
  slotsList,
  poster,
  // The first whose words fit is taken: longer ones come before.
  broadcastList,
  broadcastShow,
  broadcastPause,
  broadcastResume,
  broadcastStop,
  broadcast,
  drawVerify,
  staffAdd,
  staffReset,
  check,
  erase,
  dataSheetCommand,
  importExport,
  report,
]

/** Resolves to the exit code: 0, 1 refused or found wanting, 2 wrong usage or settings. */
export async function runCommand(args: string[], { print, say, environment }: Surroundings): Promise<number> {
  try {
    if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
      print(help())
      return args.length === 0 ? 2 : 0
    }
    const { command, rest } = find(args)
    const { json, ...values } = parse(command, rest)
    const answer = await command.run({ config: readConfig(environment), values, say })
    if (json === true) print(JSON.stringify(answer.data))
    else for (const line of answer.lines) print(line)
    return answer.isOk ? 0 : 1
  } catch (error) {
    return explain(error, say)
  }
}

function find(args: string[]): { command: Command; rest: string[] } {
  const command = commands.find(({ words }) => words === args.slice(0, words.split(' ').length).join(' '))
  if (command === undefined) throw new Refusal(`There is no command "${args.join(' ')}".\n\n${help()}`, { code: 2 })
  return { command, rest: args.slice(command.words.split(' ').length) }
}

function parse({ options, usage, argument }: Command, args: string[]): Record<string, unknown> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, json: { type: 'boolean' } },
      strict: true,
      allowPositionals: argument !== undefined,
    })
    const [given, ...more] = positionals
    if (more.length > 0) throw new Error(`"${more[0]}" is one too many`)
    return argument === undefined || given === undefined ? values : { ...values, [argument]: given }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new Refusal(`${reason}\nUsage: terminlotse ${usage}`, { code: 2, cause })
  }
}

/** What the operator can mend is a sentence; anything else is our fault and shows where. */
function explain(error: unknown, say: (line: string) => void): number {
  if (error instanceof Refusal) {
    say(error.message)
    return error.code
  }
  if (error instanceof z.ZodError) {
    for (const { path, message } of error.issues) say(`--${path.join('.')} ${message}`)
    return 2
  }
  say(inspect(error))
  return 1
}

function help(): string {
  const lines = commands.map(({ usage, about }) => `  ${usage}\n      ${about}`)
  return ['Usage: terminlotse <command> [--json]', '', ...lines].join('\n')
}
