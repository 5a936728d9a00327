import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { errorCode } from '../error-code.ts'
import { Refusal } from '#refusal.ts'
import { processIdentity } from './process-identity.ts'

export type Lock = { outcome: 'taken'; release(): Promise<void> } | { outcome: 'held'; pid: number }

/** A file that names its holder. A holder that was killed holds nothing, even when its pid lives again. */
export async function takeLock(path: string): Promise<Lock> {
  const mine = JSON.stringify({ pid: process.pid, identity: await processIdentity(process.pid) })
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, mine, { mode: 0o600 })
  try {
    for (;;) {
      // link() makes the file appear with its content, and only when there is none.
      if (await succeeds(link(draft, path), 'EEXIST'))
        return { outcome: 'taken', release: () => rm(path, { force: true }) }
      const found = await readFile(path, 'utf8').catch(() => undefined)
      if (found === undefined) continue
      const pid = await livingHolder(found)
      if (pid !== undefined) return { outcome: 'held', pid }
      await discard(path, found)
    }
  } finally {
    await rm(draft, { force: true })
  }
}

/** The pid of the living process that holds the lock, if there is one. */
export async function lockHolder(path: string): Promise<number | undefined> {
  const found = await readFile(path, 'utf8').catch(() => undefined)
  return found === undefined ? undefined : livingHolder(found)
}

export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 60_000; ; await setTimeout(25)) {
    const lock = await takeLock(path)
    if (lock.outcome === 'taken') return work().finally(lock.release)
    if (Date.now() > deadline)
      throw new Refusal(`Process ${lock.pid} has been starting or stopping the database for a minute`)
  }
}

const Holder = z.object({ pid: z.int().positive(), identity: z.string().optional() })

async function livingHolder(text: string): Promise<number | undefined> {
  const holder = Holder.safeParse(parse(text)).data
  if (holder === undefined) return undefined
  return (await processIdentity(holder.pid)) === holder.identity ? holder.pid : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Another process may have replaced the stale file meanwhile: what turns out not to be stale is put back. */
async function discard(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  if (!(await succeeds(rename(path, aside), 'ENOENT'))) return
  if ((await readFile(aside, 'utf8')) !== stale) await succeeds(link(aside, path), 'EEXIST')
  await rm(aside, { force: true })
}

async function succeeds(deed: Promise<void>, refusedWith: string): Promise<boolean> {
  try {
    await deed
    return true
  } catch (error) {
    if (errorCode(error) === refusedWith) return false
    throw error
  }
}
