import { once } from 'node:events'

/** Resolves when the process is asked to stop. */
export async function askedToStop({ isUnderNpm }: { isUnderNpm: boolean }): Promise<void> {
  const signals = [once(process, 'SIGTERM'), once(process, 'SIGINT')]
  await Promise.race(isUnderNpm ? [...signals, orphaned()] : signals)
}

/** `npm start` hands a signal on to a shell only, which goes and leaves us behind. */
function orphaned(): Promise<void> {
  const { ppid } = process
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (process.ppid === ppid) return
      clearInterval(watch)
      resolve()
    }, 250).unref()
  })
}
