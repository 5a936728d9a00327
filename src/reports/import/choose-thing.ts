import type { Translated } from '#appointments/office.ts'
import { fold } from './fold.ts'

type Thing = { id: string; name: Translated }
export type Chosen = { id: string } | { either: string[] } | undefined

/**
 * Which of the office's departments or locations a word of an export means: the one that the mapping says, else the one of exactly
 * this name in any language. Nothing is guessed: like names are different names, and a name that two of them have is none.
 * `undefined` where there is none; before there is an office, what the mapping says stands.
 */
export function thingChooser(things: readonly Thing[], words: Readonly<Record<string, string>>) {
  const ids = new Set(things.map(({ id }) => id))
  const said = gather(Object.entries(words))
  const named = gather(
    things.flatMap(({ id, name }) => [id, ...Object.values(name)].map((text) => [text, id] as const)),
  )

  return (word: string): Chosen => {
    const found = [...(said.get(fold(word)) ?? named.get(fold(word)) ?? [])]
    const [only] = found
    if (only === undefined) return undefined
    if (found.length > 1) return { either: found }
    return ids.size === 0 || ids.has(only) ? { id: only } : undefined
  }
}

function gather(pairs: readonly (readonly [word: string, id: string])[]): Map<string, Set<string>> {
  const gathered = new Map<string, Set<string>>()
  for (const [word, id] of pairs) gathered.set(fold(word), (gathered.get(fold(word)) ?? new Set<string>()).add(id))
  return gathered
}
