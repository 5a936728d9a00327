import { Api, GrammyError } from 'grammy'
import { z } from 'zod'

/**
 * What Telegram answered. `away`: it did not; `isUnsure` when it may have carried the call out all the same. `dropped`: the call
 * was not made, or not again after "too many": it is too late for it, or whoever made it stops.
 */
export type Answer<T> =
  | { kind: 'done'; result: T }
  | { kind: 'refused'; code: number; description: string }
  | { kind: 'away'; isUnsure: boolean }
  | { kind: 'dropped' }

export type Settings = { botToken: string; apiRoot: string }

/** Seconds that one call may take. The library's own limit would be 500. */
const callSeconds = 15

/** A client whose errors never leave this file: grammY's carry the address, and in it the token. */
export function connect({ botToken, apiRoot }: Settings, { seconds = callSeconds } = {}): Api {
  return new Api(botToken, { apiRoot: apiRoot.replace(/\/+$/, ''), timeoutSeconds: seconds })
}

/** How a call waits until it may be made. */
export type Way = {
  /** Resolves when it may be made, to false when it must not be made any more. */
  wait(): Promise<boolean>
  /** Telegram said "too many": it must not be asked anything for so many seconds. */
  tooMany(seconds: number): void
  /** It is worth nothing later: after "too many" it is not made again. */
  isFleeting?: boolean
  /** Ends what nobody waits for any more. */
  stopping?: AbortSignal
}

/** The platform's own signal, which grammY types after a package of its own. */
const Signal = z.custom<NonNullable<Parameters<Api['getMe']>[0]>>((value) => value instanceof AbortSignal).optional()
type Signal = z.infer<typeof Signal>

/**
 * Makes a call and turns every error into a value. When Telegram says "too many", the call waits as long as it says, and is made
 * again.
 */
export async function ask<T>(call: (stopping: Signal) => Promise<T>, way: Way): Promise<Answer<T>> {
  const stopping = Signal.parse(way.stopping)
  while (await way.wait()) {
    try {
      return { kind: 'done', result: await call(stopping) }
    } catch (error) {
      if (stopping?.aborted === true) break
      const answer = read(error)
      if (!('retryAfter' in answer)) return answer
      way.tooMany(answer.retryAfter)
      if (way.isFleeting === true) break
    }
  }
  return { kind: 'dropped' }
}

function read(error: unknown): Extract<Answer<never>, { kind: 'refused' | 'away' }> | { retryAfter: number } {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error
    if (code === 429) return { retryAfter: Math.max(1, parameters.retry_after ?? 1) }
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
