import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { processIdentity } from './process-identity.ts'

/** The server that runs on these data, as its own postmaster.pid tells; undefined when there is none. */
export async function findPostmaster(data: string): Promise<{ pid: number; port: number; socket: string } | undefined> {
  const file = join(data, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const [pid, , , port, socket = ''] = text.split('\n')
  if (await isServing(Number(pid), data)) return { pid: Number(pid), port: Number(port), socket }
  await forget({ file, text, socket })
  return undefined
}

/** After a crash its pid may belong to anybody. A server works in its data's folder. */
async function isServing(pid: number, data: string): Promise<boolean> {
  if ((await processIdentity(pid)) === undefined) return false
  if (process.platform !== 'linux') return true
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(data))
}

/**
 * PostgreSQL refuses to start when the pid in its files lives again as another process of the same user. The rest of
 * postmaster.pid stays: its shared memory key shows PostgreSQL whether parts of the dead server are still running.
 */
async function forget({ file, text, socket }: { file: string; text: string; socket: string }): Promise<void> {
  await writeFile(file, text.replace(/^\d+/, beyondEveryPid))
  if (socket !== '') await rm(join(socket, '.s.PGSQL.5432.lock'), { force: true })
}

const beyondEveryPid = '4194305'
