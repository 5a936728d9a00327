import fc from 'fast-check'
import { Nothing, type Route } from '#api/route.ts'
import { fromShape, type Known } from './from-shape.ts'

/** A request to a route: `path` is below /api/v1. */
export type Asking = { path: string; body: unknown }

/** Requests that the route's shapes take, or nearly. */
export function askings({ path, params, query, body }: Route, known: Known): fc.Arbitrary<Asking> {
  return fc
    .record({
      params: fromShape(params ?? Nothing, known),
      query: fromShape(query ?? Nothing, known),
      body: fromShape(body ?? Nothing, known),
    })
    .map((parts) => ({
      path: `${fill(path, recordOf(parts.params))}${queryOf(recordOf(parts.query))}`,
      body: parts.body,
    }))
}

/** Requests with a body that nobody expects. */
export function oddAskings(route: Route, known: Known): fc.Arbitrary<Asking> {
  return fc
    .tuple(
      askings(route, known),
      fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), holed(route, known)),
    )
    .map(([{ path }, body]) => ({ path, body }))
}

/** The right body with one field of it gone wrong. */
function holed(route: Route, known: Known): fc.Arbitrary<unknown> {
  return fc.tuple(askings(route, known), fc.nat(), fc.jsonValue()).map(([{ body }, index, value]) => {
    const fields = Object.keys(recordOf(body))
    const field = fields[index % Math.max(1, fields.length)]
    return field === undefined ? value : { ...recordOf(body), [field]: value }
  })
}

function fill(path: string, params: Record<string, unknown>): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => segment(String(params[name])))
}

/** No client sends `.` and `..` as a segment: an address is read without them. */
function segment(text: string): string {
  return /^\.{0,2}$/.test(text) ? 'x' : encodeURIComponent(text.toWellFormed())
}

function queryOf(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
