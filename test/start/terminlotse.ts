import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { runCommand } from '#commands/run-command.ts'
import { findPostmaster } from '#database/embedded/postmaster.ts'

const folder = new URL('../../src/', import.meta.url).pathname

export type Ended = { code: number | null; stdout: string; stderr: string }
export type Started = { pid: number; address: string; ended: Promise<Ended>; kill(signal: NodeJS.Signals): void }

type Settings = Record<string, string>

/** Runs a command with nothing set but `settings`, in this process: loading the program takes longer than most commands. */
export async function terminlotse(command: string, settings: Settings): Promise<Ended> {
  const lines = { stdout: '', stderr: '' }
  const code = await runCommand(command.split(' '), {
    environment: { LOG_LEVEL: 'silent', ...settings },
    print: (line) => (lines.stdout += `${line}\n`),
    say: (line) => (lines.stderr += `${line}\n`),
  })
  return { code, ...lines }
}

/** Runs a command as an operator does. */
export async function terminlotseAlone(command: string, settings: Settings): Promise<Ended> {
  return launch('bin.mjs', command, settings).ended
}

/** Resolves when the address is printed; throws with what was printed when it ends before. */
export async function start(settings: Settings): Promise<Started> {
  const { child, ended } = launch('cli.ts', 'start', { PORT: '0', ...settings })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      const found = /^Terminlotse is ready: (\S+)/m.exec(String(text))?.[1]
      if (found !== undefined) resolve(found)
    })
    void ended.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  return { pid: child.pid ?? 0, address, ended, kill: (signal) => child.kill(signal) }
}

function launch(program: string, command: string, settings: Settings): { child: ChildProcess; ended: Promise<Ended> } {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, HOME, NODE_COMPILE_CACHE, LOG_LEVEL: 'silent', ...settings }
  const child = spawn(process.execPath, [join(folder, program), ...command.split(' ')], { env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text) => (stdout += String(text)))
  child.stderr.on('data', (text) => (stderr += String(text)))
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
  return { child, ended }
}

/** A folder for a DATA_DIR, and how to be rid of it with whatever still runs on it. */
export async function dataDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'terminlotse-start-'))
  await chmod(path, 0o755)
  return {
    path,
    async remove() {
      const running = await findPostmaster(join(path, 'database'))
      if (running !== undefined) process.kill(running.pid, 'SIGQUIT')
      while ((await findPostmaster(join(path, 'database'))) !== undefined) await setTimeout(20)
      await rm(path, { recursive: true, force: true })
    },
  }
}
