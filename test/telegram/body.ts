import type { IncomingMessage } from 'node:http'
import type { Params } from './definition.ts'

/** Reads a call's parameters in any of the four ways that the Bot API takes them: query, form, JSON, multipart with files. */
export async function readBody(request: IncomingMessage, query: URLSearchParams): Promise<Params | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  const named = Object.fromEntries(query)
  if (body.length === 0) return named
  if (type.startsWith('application/json')) {
    try {
      return { ...named, ...(JSON.parse(body.toString('utf8')) as Params) }
    } catch {
      return undefined
    }
  }
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => undefined)
  return form && attach({ ...named, ...Object.fromEntries(form) })
}

/** `attach://name` stands for the file that was sent under this name. */
function attach(params: Params): Params {
  const used = new Set<string>()
  const file = (value: string): unknown => {
    const name = value.slice('attach://'.length)
    used.add(name)
    return params[name]
  }
  const filled = Object.entries(params).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value] as const
    if (value.startsWith('attach://')) return [name, file(value)] as const
    // Inside JSON a reference must stay text: its type there is String.
    for (const [reference] of value.matchAll(/attach:\/\/[\w-]+/g)) {
      if (file(reference) instanceof File) files.set(reference, file(reference) as File)
    }
    return [name, value] as const
  })
  return Object.fromEntries(filled.filter(([name]) => !used.has(name)))
}

/** Files that a call's JSON refers to, by their reference: the references of different calls never meet. */
const files = new Map<string, File>()

export function attached(reference: unknown): File | undefined {
  const file = files.get(String(reference))
  files.delete(String(reference))
  return file
}
