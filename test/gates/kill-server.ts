import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findPostmaster } from '#database/embedded/postmaster.ts'

/** The product as a process of its own, with data and a port of its own, that can be started and killed again and again. */
export async function killableServer() {
  const dataDir = await mkdtemp(join(tmpdir(), 'terminlotse-gate-'))
  // Where PostgreSQL runs as a user of its own, that user has to pass.
  await chmod(dataDir, 0o711)
  const port = await freePort()
  let child: ChildProcess | undefined
  const { promise: gone, reject: tell } = Promise.withResolvers<never>()
  gone.catch(() => {})

  /** Resolves to whether it got ready; what was killed meanwhile did not. */
  async function start(): Promise<boolean> {
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const started = spawn(process.execPath, [cli, 'start'], {
      env: {
        PATH,
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'silent',
        ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    let complaint = ''
    started.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    const ready = new Promise<boolean>((resolve) =>
      started.stdout.on('data', (chunk: Buffer) => chunk.includes('is ready') && resolve(true)),
    )
    const ended = once(started, 'exit').then(([code, signal]) => {
      if (signal === null && code !== 0) tell(new Error(`The server ended by itself (${code}): ${complaint}`))
      return false
    })
    return Promise.race([ready, ended, gone])
  }

  return {
    dataDir,
    origin: `http://127.0.0.1:${port}`,
    /** Rejects when the server ends although nobody wanted it to. */
    gone,
    start,
    pid: () => child?.pid ?? 0,
    kill: () => end('SIGKILL'),
    end: () => end('SIGTERM'),
    /** Dies so many milliseconds into its start. */
    async startAndKill(milliseconds: number) {
      const starting = start()
      await setTimeout(milliseconds)
      await end('SIGKILL')
      await starting
    },
    /** PostgreSQL dies with all it has in memory. */
    async killDatabase() {
      const postmaster = await findPostmaster(join(dataDir, 'database'))
      if (postmaster) process.kill(postmaster.pid, 'SIGKILL')
    },
    async stop() {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
