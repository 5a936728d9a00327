import { type Runner, runBroadcasts } from '#notices/broadcast/run.ts'
import type { Jobs } from './jobs.ts'

/** Seconds after which a process gives its place at the queue back. */
const longest = 50
/** Seconds within which a wave is woken for at its very time. */
const soon = 65

/** Broadcasts are looked at when somebody starts or resumes one, when a wave is due, and every minute. */
export async function sendBroadcasts(runner: Runner, jobs: Jobs): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  const work = async () => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(longest * 1000)])
    const dueAt = await runBroadcasts(runner, signal)
    // What is due later the minute's look finds: a night would fill with wakes.
    const isSoon = dueAt !== undefined && dueAt.getTime() - runner.now().getTime() < soon * 1000
    if (isSoon && !stopping.signal.aborted) await jobs.wake('broadcast', '', { at: dueAt })
  }
  await jobs.work('broadcast', work, { repeat: '* * * * *' })
  const deaf = await runner.database.listen('broadcast', (id) => {
    jobs.wake('broadcast', id).catch((error: unknown) => runner.log.error('wake-broadcast-failed', error))
  })
  return async () => {
    stopping.abort()
    await deaf()
  }
}
