import { runCommand } from './commands/run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  say: (line) => console.error(line),
})
