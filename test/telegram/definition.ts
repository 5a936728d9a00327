import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Fields = z.record(z.string(), z.object({ types: z.array(z.string()), required: z.boolean() }))
const Definition = z.object({
  methods: z.record(z.string(), z.object({ returns: z.array(z.string()), fields: Fields })),
  types: z.record(z.string(), z.object({ fields: Fields, subtypes: z.array(z.string()) })),
})

const { methods, types } = Definition.parse(
  JSON.parse(readFileSync(new URL('./telegram-bot-api.json', import.meta.url), 'utf8')),
)

export type Params = Record<string, unknown>

/** Every update kind that the Bot API has. */
export const updateKinds = Object.keys(types['Update']?.fields ?? {}).filter((kind) => kind !== 'update_id')

export function isMethod(method: string): boolean {
  return method in methods
}

/**
 * Brings what came over the wire into the types that the Bot API defines; forms carry everything as text. What does not fit
 * its definition is refused with a sentence: more strictly than Telegram, which ignores unknown fields.
 */
export function readParams(method: string, given: Params): { params: Params } | { fault: string } {
  try {
    return { params: readFields(method, methods[method]?.fields ?? {}, given) }
  } catch (error) {
    if (error instanceof Misfit) return { fault: error.message }
    throw error
  }
}

class Misfit extends Error {}

function readFields(owner: string, fields: z.infer<typeof Fields>, given: Params): Params {
  for (const name of Object.keys(given)) if (!(name in fields)) throw new Misfit(`${owner} has no field ${name}`)
  const read: Params = {}
  for (const [name, { types: allowed, required }] of Object.entries(fields)) {
    const value = given[name]
    if (value === undefined || value === null) {
      if (required) throw new Misfit(`${owner}: field "${name}" is required`)
      continue
    }
    read[name] = readAny(`${owner}.${name}`, allowed, value)
  }
  return read
}

function readAny(owner: string, allowed: readonly string[], value: unknown): unknown {
  const faults: string[] = []
  for (const type of allowed) {
    try {
      return readOne(owner, type, value)
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      faults.push(error.message)
    }
  }
  throw new Misfit(faults.join('; '))
}

function readOne(owner: string, type: string, value: unknown): unknown {
  if (type.startsWith('Array of ')) {
    const list = unpacked(value)
    if (!Array.isArray(list)) throw new Misfit(`${owner} must be an array`)
    return list.map((each) => readOne(owner, type.slice('Array of '.length), each))
  }
  switch (type) {
    case 'String':
      if (typeof value !== 'string') throw new Misfit(`${owner} must be a string`)
      return value
    case 'Integer': {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
      if (!Number.isSafeInteger(number)) throw new Misfit(`${owner} must be an integer`)
      return number
    }
    case 'Float':
      if (!Number.isFinite(Number(value))) throw new Misfit(`${owner} must be a number`)
      return Number(value)
    case 'Boolean':
      if (![true, false, 'true', 'false'].includes(value as never)) throw new Misfit(`${owner} must be a boolean`)
      return value === true || value === 'true'
    case 'InputFile':
      if (!(value instanceof File)) throw new Misfit(`${owner} must be a file`)
      return value
  }
  const object = unpacked(value)
  const definition = types[type]
  if (!definition) throw new Error(`The definition has no type ${type}`)
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    throw new Misfit(`${owner} must be ${type}`)
  if (definition.subtypes.length === 0) return readFields(type, definition.fields, object as Params)
  const kind = String((object as Params)['type'])
  const fitting = definition.subtypes.filter((name) => name.toLowerCase().endsWith(kind.toLowerCase()))
  return readAny(owner, fitting.length > 0 ? fitting : definition.subtypes, object)
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw new Misfit("can't parse JSON")
  }
}
