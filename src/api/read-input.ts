import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Nothing, type Route } from './route.ts'

type Parts = { params: unknown; query: unknown; body: unknown }
type Reading = { outcome: 'read'; parts: Parts } | { outcome: 'invalid'; field: string; reason: Reason }

/** What is wrong with a field: its sentence is `error.invalid-<reason>`. */
export type Reason = 'missing' | 'too-short' | 'too-long' | 'too-small' | 'too-big' | 'format' | 'unknown'

/** The request as the route wants it, or the first field that is not. */
export function readInput(route: Pick<Route, 'params' | 'query' | 'body'>, request: FastifyRequest): Reading {
  const given = {
    params: request.params,
    query: request.query,
    body: request.body instanceof Readable ? {} : (request.body ?? {}),
  }
  const parts: Parts = { params: {}, query: {}, body: {} }
  for (const name of ['params', 'query', 'body'] as const) {
    const read = (route[name] ?? Nothing).safeParse(given[name])
    if (!read.success) return explain(read.error.issues[0], given[name])
    const unstorable = findNull(read.data)
    if (unstorable) return { outcome: 'invalid', field: unstorable.join('.'), reason: 'format' }
    parts[name] = read.data
  }
  return { outcome: 'read', parts }
}

/** Where U+0000 is, which no PostgreSQL text can hold and nobody types. */
function findNull(value: unknown): string[] | undefined {
  if (typeof value === 'string') return value.includes('\0') ? [] : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, part] of Object.entries(value)) {
    const found = name.includes('\0') ? [] : findNull(part)
    if (found) return [name, ...found]
  }
  return undefined
}

function explain(issue: z.core.$ZodIssue | undefined, given: unknown): Reading {
  const path = issue?.path.map(String) ?? []
  return { outcome: 'invalid', field: path.join('.'), reason: issue === undefined ? 'unknown' : reasonOf(issue, given) }
}

function reasonOf(issue: z.core.$ZodIssue, given: unknown): Reason {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(given, issue.path) === undefined ? 'missing' : 'format'
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return issue.minimum === 1 ? 'missing' : 'too-short'
      return 'too-small'
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-long' : 'too-big'
    case 'unrecognized_keys':
      return 'unknown'
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_value':
    case 'custom':
      return 'format'
  }
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    given,
  )
}
