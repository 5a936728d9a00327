import { perLanguage } from './per-language.ts'
import { spellings } from './spellings.ts'
import { words } from './words.ts'

/** A language's words for one to ten, with their numbers. */
export const numberWords = perLanguage((language) => numbered(words(language).numbers))

/** Lists of words for one, two, three … as a map. */
export function numbered(lists: readonly (readonly string[])[]): Map<string, number> {
  return new Map(
    lists.flatMap((list, index) => list.flatMap(spellings).map((spelling) => [spelling, index + 1] as const)),
  )
}
