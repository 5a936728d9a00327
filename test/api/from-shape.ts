import fc from 'fast-check'
import type { z } from 'zod'
import { describeShape, type Shape } from '#api/openapi/describe-shape.ts'

/** Texts and numbers that lead somewhere, such as ids of rows: every other value is one of them. */
export type Known = { texts: readonly string[]; numbers: readonly number[] }

/** Values that a shape takes, out of its JSON Schema. What zod asks beyond that (`refine`) may still refuse some of them. */
export function fromShape(shape: z.ZodType, known: Known = { texts: [], numbers: [] }): fc.Arbitrary<unknown> {
  return arbitraryOf(describeShape(shape, 'input'), known)
}

function arbitraryOf(shape: Shape, known: Known): fc.Arbitrary<unknown> {
  const either = shape['anyOf'] ?? shape['oneOf']
  if ('const' in shape) return fc.constant(shape['const'])
  if (Array.isArray(shape['enum'])) return fc.constantFrom(...(shape['enum'] as unknown[]))
  if (Array.isArray(either)) return fc.oneof(...(either as Shape[]).map((each) => arbitraryOf(each, known)))
  if (Array.isArray(shape['type']))
    return fc.oneof(...(shape['type'] as string[]).map((type) => arbitraryOf({ ...shape, type }, known)))
  if (Array.isArray(shape['allOf']) && shape['type'] === undefined) return allOf(shape['allOf'] as Shape[], known)
  switch (shape['type']) {
    case 'object':
      return objects(shape, known)
    case 'array':
      return fc.array(arbitraryOf(shape['items'] as Shape, known), {
        minLength: numberOf(shape['minItems'], 0),
        maxLength: Math.min(numberOf(shape['maxItems'], 3), 8),
      })
    case 'string':
      return orKnown(
        strings(shape),
        known.texts.filter((text) => isTaken(text, shape)),
      )
    case 'integer':
    case 'number':
      return orKnown(numbers(shape), known.numbers)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function allOf(parts: readonly Shape[], known: Known): fc.Arbitrary<unknown> {
  return fc
    .tuple(...parts.map((part) => arbitraryOf(part, known)))
    .map((values) =>
      values.every((value) => typeof value === 'object') ? Object.assign({}, ...(values as object[])) : values[0],
    )
}

function objects(shape: Shape, known: Known): fc.Arbitrary<unknown> {
  const properties = Object.entries((shape['properties'] ?? {}) as Record<string, Shape>)
  const required = (shape['required'] ?? []) as string[]
  const named = fc.record(Object.fromEntries(properties.map(([name, part]) => [name, arbitraryOf(part, known)])), {
    requiredKeys: required.filter((name) => properties.some(([each]) => each === name)),
  })
  const rest = shape['additionalProperties']
  if (typeof rest !== 'object' || rest === null) return named
  const names = shape['propertyNames'] as Shape | undefined
  const key = names === undefined ? fc.string({ maxLength: 8 }) : arbitraryOf(names, known).map(String)
  const others = fc.dictionary(key, arbitraryOf(rest as Shape, known), { maxKeys: 4 })
  return fc.tuple(others, named).map(([more, own]) => ({ ...more, ...own }))
}

function strings(shape: Shape): fc.Arbitrary<string> {
  const minLength = numberOf(shape['minLength'], 0)
  const maxLength = Math.max(minLength, Math.min(numberOf(shape['maxLength'], 24), minLength + 24))
  switch (shape['format']) {
    case 'uuid':
      return fc.uuid()
    case 'date-time':
      return instants.map((date) => date.toISOString())
    case 'date':
      return instants.map((date) => date.toISOString().slice(0, 10))
    case 'email':
      return fc.oneof(fc.emailAddress(), fc.stringMatching(/^[a-z]{1,9}@[a-z]{1,9}\.example$/))
    case 'uri':
      return fc.webUrl()
    default:
  }
  const patterns = patternsOf(shape)
  // Every character but some would be a list of a million to choose from.
  const drawn = patterns.find(({ source }) => !/\\p\{/i.test(source))
  const isFitting = (text: string) => patterns.every((each) => each.test(text))
  if (drawn !== undefined) return fc.stringMatching(drawn).filter(isFitting)
  const any = fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength, maxLength }) },
    { weight: 1, arbitrary: fc.string({ minLength, maxLength, unit: 'binary' }) },
    {
      weight: 1,
      arbitrary: fc.string({ minLength, maxLength, unit: fc.constantFrom('\u0000', '\u202E', 'ä', "'", '%') }),
    },
  )
  return patterns.length === 0 ? any : any.filter(isFitting)
}

const instants = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })

function numbers(shape: Shape): fc.Arbitrary<number> {
  const min = Math.ceil(numberOf(shape['minimum'], -(2 ** 53 - 1)))
  const max = Math.floor(numberOf(shape['maximum'], 2 ** 53 - 1))
  const whole = fc.integer({ min, max })
  return shape['type'] === 'integer' ? whole : fc.oneof(whole, fc.double({ min, max, noNaN: true }))
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

function orKnown<Value>(any: fc.Arbitrary<Value>, known: readonly Value[]): fc.Arbitrary<Value> {
  return known.length === 0 ? any : fc.oneof(any, fc.constantFrom(...known))
}

/** Several of them where a text was asked for more than one. */
function patternsOf(shape: Shape): RegExp[] {
  const parts = [shape, ...((shape['allOf'] ?? []) as Shape[])]
  return parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? [new RegExp(pattern, 'u')] : []))
}

function isTaken(text: string, shape: Shape): boolean {
  const fits = formats[String(shape['format'])] ?? /^/
  const isWithin =
    text.length >= numberOf(shape['minLength'], 0) && text.length <= numberOf(shape['maxLength'], Infinity)
  return isWithin && fits.test(text) && patternsOf(shape).every((each) => each.test(text))
}

const formats: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}-/,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT/,
  email: /@/,
  uri: /:\/\//,
}
