import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findPostmaster } from '#database/embedded/postmaster.ts'
import { killableServer } from '../gates/kill-server.ts'
import { type Bench, median } from './bench.ts'

/** From `npm start` to ready on data that are there, and what the product takes while nobody talks to it. */
export const bench: Bench = {
  name: 'start and memory',
  async run() {
    const server = await killableServer()
    try {
      const first = await seconds(() => server.start())
      const again: number[] = []
      for (let round = 0; round < 5; round++) {
        await server.end()
        again.push(await seconds(() => server.start()))
      }
      const adopted: number[] = []
      for (let round = 0; round < 5; round++) {
        await server.kill()
        adopted.push(await seconds(() => server.start()))
      }
      await setTimeout(10_000)
      const postmaster = await findPostmaster(join(server.dataDir, 'database'))
      const ours = megabytes([server.pid()])
      const database = postmaster ? megabytes(familyOf(postmaster.pid)) : { rss: Number.NaN, pss: Number.NaN }
      return {
        'first start, s': first.toFixed(2),
        'start on existing data, s (at most 5)': median(again).toFixed(2),
        'start after kill -9, s': median(adopted).toFixed(2),
        'memory at rest, MB (RSS of our process)': ours.rss.toFixed(0),
        'with PostgreSQL, MB (each shared page counted once)': (ours.pss + database.pss).toFixed(0),
      }
    } finally {
      await server.stop()
    }
  },
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** RSS counts what PostgreSQL's processes share once for each of them, PSS once in all. Linux only. */
function megabytes(pids: readonly number[]): { rss: number; pss: number } {
  const sum = (field: string) =>
    pids.reduce((all, pid) => {
      const kilobytes = new RegExp(`^${field}: +(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
      return all + Number(kilobytes?.[1] ?? Number.NaN)
    }, 0) / 1024
  return { rss: sum('Rss'), pss: sum('Pss') }
}

function familyOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = pids.filter((pid) => {
    try {
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === parent
    } catch {
      return false
    }
  })
  return [parent, ...children.map(Number)]
}
