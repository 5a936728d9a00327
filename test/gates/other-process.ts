import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Runs a file beside this one in a process of its own and resolves to what it answers. */
export async function inOtherProcess(file: string, share: object, env: Record<string, string> = {}): Promise<any> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(share)], {
    execArgv: [],
    env: { ...process.env, ...env },
  })
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit').then(ended)])
  child.disconnect()
  return answer
}

/** In that process: answers, and lives until the answer was heard. */
export function answer(result: object): void {
  process.once('disconnect', () => {})
  process.send?.(result)
}

function ended(): never {
  throw new Error('The process ended before it had answered')
}
