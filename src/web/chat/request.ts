import { parse } from './json.ts'

/** What became of a request. `unreachable` is also a server that failed: in both cases the same request may be tried again. */
export type Answer =
  | { outcome: 'ok'; body: unknown }
  | { outcome: 'refused'; status: number }
  | { outcome: 'slow-down'; milliseconds: number }
  | { outcome: 'unreachable' }

export type Request = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  token?: string | undefined
  body?: object | undefined
}

const patience = 15_000

export async function request({ method, path, token, body }: Request): Promise<Answer> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patience)
  try {
    const response = await fetch(`/v3/directline${path}`, {
      method,
      cache: 'no-store',
      signal: abort.signal,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return answerOf(response, await response.text())
  } catch {
    // fetch has no named errors: a lost line, an abort and a torn body all come as whatever the browser likes.
    return { outcome: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

function answerOf({ ok, status, headers }: Response, body: string): Answer {
  if (ok) return { outcome: 'ok', body: parse(body) }
  if (status === 429) return { outcome: 'slow-down', milliseconds: (Number(headers.get('retry-after')) || 5) * 1000 }
  return status >= 500 || status === 408 ? { outcome: 'unreachable' } : { outcome: 'refused', status }
}
