/** Readers for what the server sends. Zod would weigh more than the whole page, and a foreign shape is simply not shown. */

export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function hasTexts(value: unknown, names: readonly string[]): boolean {
  const fields = record(value)
  return names.every((name) => typeof fields[name] === 'string')
}

export function parse(source: string | null | undefined): unknown {
  try {
    return JSON.parse(source ?? 'null')
  } catch {
    return undefined
  }
}
