import type { z } from 'zod'
import type { DeskRoute } from '#api/routes.ts'
import { setClockBy } from './clock.ts'
import { problemOf } from './problem.ts'
import { language, t } from './texts.ts'

/** A route of the server's, by its method and path. */
export type RouteAt<M extends DeskRoute['method'], P extends string> = Extract<DeskRoute, { method: M; path: P }>

/** What each route takes and answers, looked up by method and path: judged for all routes at once they are too many. */
type Wishes = {
  [M in DeskRoute['method']]: { [R in Extract<DeskRoute, { method: M }> as R['path']]: Wish<R> }
}
type AnswersAt = {
  [M in DeskRoute['method']]: { [R in Extract<DeskRoute, { method: M }> as R['path']]: AnswerOf<R> }
}

/** `params`, `query` and `body` as the route takes them, each only where it takes any. */
type Wish<R> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>

type Part<R, Name extends 'params' | 'query' | 'body'> = R extends { readonly [K in Name]?: infer Shape }
  ? NonNullable<Shape> extends z.ZodType<infer _, infer Given>
    ? Given extends Record<string, never>
      ? { [K in Name]?: never }
      : Record<string, never> extends Given
        ? { [K in Name]?: Given }
        : { [K in Name]: Given }
    : never
  : never

/** What a route answers when it does what was asked. */
export type AnswerOf<R> = R extends { readonly answers: { readonly 200: infer Shape } }
  ? Shape extends z.ZodType
    ? z.output<Shape>
    : string
  : never

/** A refusal as the server says it; `offline` when there was no answer at all. */
export type Refusal = {
  code: string
  message: string
  field?: string
  details?: Record<string, unknown>
  status: number
}
export type Outcome<Body> = { ok: true; body: Body } | { ok: false; refusal: Refusal }

/** Set when somebody has signed in; what every write carries. */
const carried = { csrf: '' }

export function setCsrf(csrf: string): void {
  carried.csrf = csrf
}

/** Called when the server no longer knows the session: the page asks to sign in again, and keeps what was typed. */
export const whenSignedOut = { call: () => {} }

/**
 * Asks a route of the server's: `api('POST', '/staff', { body })`. `isAutomatic` is what the page asks by itself: it keeps no session
 * open. `key` makes a write that is sent again happen once. `file` goes to a route that takes one.
 */
export async function api<M extends DeskRoute['method'], const P extends keyof Wishes[M] & keyof AnswersAt[M] & string>(
  method: M,
  path: P,
  wish: Wishes[M][P] & { isAutomatic?: boolean; key?: string; signal?: AbortSignal; file?: Blob },
): Promise<Outcome<AnswersAt[M][P]>> {
  const { params, query, body, isAutomatic, key, signal, file }: Loose = wish
  const address = `/api/v1${fill(path, params)}${queryOf(query)}`
  const headers = {
    'accept-language': language,
    ...(method !== 'GET' && {
      'content-type': file ? 'application/octet-stream' : 'application/json',
      'x-csrf-token': carried.csrf,
    }),
    ...(isAutomatic && { 'x-automatic': 'true' }),
    ...(key && { 'idempotency-key': key }),
  }
  const sent = method === 'GET' ? {} : { body: file ?? JSON.stringify(body ?? {}) }
  let response: Response
  try {
    response = await fetch(address, { method, headers, ...sent, ...(signal && { signal }) })
  } catch {
    return { ok: false, refusal: { code: 'offline', message: t('error.offline'), status: 0 } }
  }
  setClockBy(response)
  if (response.ok) {
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { ok: true, body: isJson ? await response.json() : await response.text() }
  }
  const refusal = await problemOf(response)
  if (refusal.code === 'signed-out') whenSignedOut.call()
  return { ok: false, refusal }
}

type Loose = {
  params?: Record<string, string | number>
  query?: Record<string, unknown>
  body?: unknown
  isAutomatic?: boolean
  key?: string
  signal?: AbortSignal
  file?: Blob
}

function fill(path: string, params: Record<string, string | number> = {}): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
}

function queryOf(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}
