/** As much of /api/openapi.json as the page shows. */
export type ApiDocument = {
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, { description: string }> }
}

export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  security: Record<string, string[]>[]
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, { schema: Shape }> }
  responses: Record<string, Answer>
}

export type Parameter = { name: string; in: string; required: boolean; schema: Shape }

export type Answer = { description: string; content: Record<string, { schema: Shape }> }

export type Shape = {
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  items?: Shape
  properties?: Record<string, Shape>
  required?: string[]
  additionalProperties?: Shape | boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  default?: unknown
}

/** A route with where it is. */
export type Listed = Operation & { method: string; path: string }

/** The routes of each group, in the document's order. */
export function byGroup({ tags, paths }: ApiDocument): { group: string; operations: Listed[] }[] {
  const listed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )
  return tags
    .map(({ name }) => ({ group: name, operations: listed.filter(({ tags }) => tags.includes(name)) }))
    .filter(({ operations }) => operations.length > 0)
}

/** What somebody looks for, in any of what names a route. */
export function fits({ method, path, summary, operationId, description }: Listed, wanted: string): boolean {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const text = `${method} ${path} ${summary} ${operationId} ${description}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** A shape in a few words: `string (uuid)`, `"clerk" | "manager"`, `integer 1…200`, `object[]`. */
export function inWords(shape: Shape): string {
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  if ('const' in shape) return JSON.stringify(shape.const)
  const either = shape.anyOf ?? shape.oneOf
  if (either !== undefined) return either.map(inWords).join(' | ')
  if (shape.type === 'array') return `${shape.items ? inWords(shape.items) : 'any'}[]`
  if (shape.type === undefined) return 'any'
  const type = Array.isArray(shape.type) ? shape.type.join(' | ') : shape.type
  return [type, shape.format && `(${shape.format})`, limitsOf(shape)].filter(Boolean).join(' ')
}

/** What is inside of a shape that has fields, however it is wrapped. */
export function fieldsOf(shape: Shape): { name: string; shape: Shape; isRequired: boolean }[] {
  const own = Object.entries(shape.properties ?? {}).map(([name, field]) => ({
    name,
    shape: field,
    isRequired: shape.required?.includes(name) ?? false,
  }))
  const rest = typeof shape.additionalProperties === 'object' ? [{ name: '*', shape: shape.additionalProperties }] : []
  const wrapped = [shape.items, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].filter((each) => each !== undefined)
  return [...own, ...rest.map((each) => ({ ...each, isRequired: false })), ...wrapped.flatMap(fieldsOf)]
}

function limitsOf({ minimum, maximum, minLength, maxLength }: Shape): string {
  const [least, most] = [minimum ?? minLength, maximum ?? maxLength]
  if (least === undefined && (most === undefined || most >= Number.MAX_SAFE_INTEGER)) return ''
  return `${least ?? ''}…${most === undefined || most >= Number.MAX_SAFE_INTEGER ? '' : most}`
}
