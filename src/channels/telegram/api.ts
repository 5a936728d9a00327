import { Api, GrammyError } from 'grammy'

/** What Telegram answered. `away`: it did not; `isUnsure` when it may have carried the call out all the same. */
export type Answer<T> =
  | { kind: 'done'; result: T }
  | { kind: 'refused'; code: number; description: string }
  | { kind: 'away'; isUnsure: boolean }

export type Settings = { botToken: string; apiRoot: string }

/** Seconds that one call may take. The library's own limit would be 500. */
const callSeconds = 15

/** A client whose errors never leave this file: grammY's carry the address, and in it the token. */
export function connect({ botToken, apiRoot }: Settings, { seconds = callSeconds } = {}): Api {
  return new Api(botToken, { apiRoot: apiRoot.replace(/\/+$/, ''), timeoutSeconds: seconds })
}

type Waits = { wait: () => Promise<{ release(): void }>; pause: (seconds: number) => void }

/**
 * Makes a call and turns every error into a value. `wait` is for the channel's limits; when Telegram says "too many", the
 * whole bot pauses for as long as it says and the call is made again.
 */
export async function ask<T>(call: () => Promise<T>, { wait, pause }: Waits = free): Promise<Answer<T>> {
  for (;;) {
    const turn = await wait()
    try {
      return { kind: 'done', result: await call() }
    } catch (error) {
      const answer = read(error)
      if ('retryAfter' in answer) pause(answer.retryAfter)
      else return answer
    } finally {
      turn.release()
    }
  }
}

const free: Waits = { wait: async () => ({ release() {} }), pause: () => {} }

function read(error: unknown): Exclude<Answer<never>, { kind: 'done' }> | { retryAfter: number } {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error
    if (code === 429) return { retryAfter: parameters.retry_after ?? 1 }
    // Whoever says that it failed has not done it; only behind a gateway that ran out of patience it may go on.
    if (code >= 500) return { kind: 'away', isUnsure: code === 504 }
    return { kind: 'refused', code, description }
  }
  return { kind: 'away', isUnsure: !isUnconnected(error) }
}

/** A connection that was refused has carried nothing. */
function isUnconnected(error: unknown): boolean {
  const cause: unknown = error instanceof Error && 'error' in error ? error.error : undefined
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}
